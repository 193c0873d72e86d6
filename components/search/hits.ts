import { entityHref } from '@/components/entities/entity-link';
import type { EntityType } from '@/lib/domain/entity';
import type { Severity } from '@/lib/domain/severity';
import { ALERT_STATUS_LABEL, ENTITY_TYPE_LABEL, INCIDENT_STATUS_LABEL } from '@/lib/domain/views/labels';
import { ENTITY_GROUPS, type SearchResult } from '@/lib/domain/views/search';

/** A thing that was found, as a line of a list. */
export interface Hit {
  readonly key: string;
  readonly href: string;
  readonly title: string;
  readonly detail: string | null;
  readonly severity?: Severity;
  readonly entity?: EntityType;
}

export interface HitGroup {
  readonly label: string;
  readonly hits: readonly Hit[];
}

/** What was found, by kind, in the order in which it is always shown; kinds without a hit are left out. */
export function groupHits(result: SearchResult): readonly HitGroup[] {
  const groups: readonly HitGroup[] = [
    {
      label: 'Incidents',
      hits: result.incidents.map(({ number, name, severity, status }) => ({
        key: `incident-${number}`,
        href: `/incidents/${number}`,
        title: `#${number} ${name}`,
        detail: INCIDENT_STATUS_LABEL[status],
        severity,
      })),
    },
    {
      label: 'Alerts',
      hits: result.alerts.map(({ id, title, severity, status }) => ({
        key: `alert-${id}`,
        href: `/alerts/${encodeURIComponent(id)}`,
        title,
        detail: ALERT_STATUS_LABEL[status],
        severity,
      })),
    },
    ...ENTITY_GROUPS.map(({ label, types }) => ({
      label,
      hits: result.entities
        .filter(({ type }) => types.some((one) => one === type))
        .map(({ id, type, name, matched }) => ({
          key: `entity-${id}`,
          href: entityHref(type, id),
          title: name,
          detail: matched ?? (types.length > 1 ? ENTITY_TYPE_LABEL[type] : null),
          entity: type,
        })),
    })),
  ];
  return groups.filter(({ hits }) => hits.length > 0);
}
