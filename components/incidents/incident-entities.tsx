import Link from 'next/link';
import { EntityLink } from '@/components/entities/entity-link';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import type { IncidentEntity } from '@/lib/domain/views/incident';
import { ENTITY_TYPE_LABEL, humanize } from '@/lib/domain/views/labels';
import { VerdictBadge } from './badges';
import { VerdictSelect } from './verdict-select';

export interface IncidentEntitiesProps {
  readonly incidentId: string;
  readonly entities: readonly IncidentEntity[];
  /** Whether verdicts can be set. */
  readonly canWrite: boolean;
  /** The queue that the incident was opened from stays in the page's address. */
  readonly queue: string;
}

/** Entities over all alerts of an incident; for each, what would change if it did not count. */
export function IncidentEntities({ incidentId, entities, canWrite, queue }: IncidentEntitiesProps) {
  return (
    <Table label="Evidence of the incident" fixed>
      <THead>
        <TH>Entity</TH>
        <TH className="hidden w-36 @5xl:table-cell">Type</TH>
        <TH className="w-32">Roles</TH>
        <TH className="w-40">Verdict</TH>
        <TH className="hidden w-28 @4xl:table-cell">Remediation</TH>
        <TH className="hidden w-16 text-right @lg:table-cell">Alerts</TH>
        <TH className="hidden w-33 @2xl:table-cell">Prevalence</TH>
        <TH className="hidden w-28 @4xl:table-cell">Last activity</TH>
        <TH className="w-34">What if</TH>
      </THead>
      <tbody>
        {entities.map((entity) => (
          <TR key={entity.entityId}>
            <TD>
              <EntityLink {...entity} />
              {entity.detail === null ? null : (
                <span className="block truncate font-mono text-2xs text-muted" title={entity.detail}>
                  {entity.detail}
                </span>
              )}
            </TD>
            <TD className="hidden truncate @5xl:table-cell">{ENTITY_TYPE_LABEL[entity.type]}</TD>
            <TD className="truncate" title={rolesOf(entity)}>
              {rolesOf(entity) || '–'}
            </TD>
            <TD>
              {canWrite ? (
                <VerdictSelect incidentId={incidentId} entity={entity} />
              ) : (
                <VerdictBadge verdict={entity.verdict} />
              )}
              {entity.verdictBy === null ? null : (
                <span className="block truncate text-2xs text-muted" title={`Judged by ${entity.verdictBy}`}>
                  by {entity.verdictBy}
                </span>
              )}
            </TD>
            <TD className="hidden truncate text-xs @4xl:table-cell">
              {entity.remediation.map(humanize).join(', ') || <span className="text-muted">None</span>}
            </TD>
            <TD className="hidden text-right @lg:table-cell">{entity.alertCount}</TD>
            <TD className="hidden truncate text-muted text-xs @2xl:table-cell">
              <Prevalence {...entity} brief />
            </TD>
            <TD className="hidden text-muted text-xs @4xl:table-cell">
              <TimeText value={entity.lastActivity} format="compact" />
            </TD>
            <TD className="whitespace-nowrap text-xs max-sm:before:text-muted max-sm:before:content-['What_if_']">
              <Link
                href={`?${new URLSearchParams({ ...(queue ? { queue } : {}), without: entity.entityId })}`}
                prefetch={false}
                className="underline"
              >
                it did not count<span className="sr-only">: {entity.name}</span>
              </Link>
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

const rolesOf = ({ roles }: IncidentEntity): string =>
  roles
    .filter((role) => role !== 'unknown')
    .map(humanize)
    .join(', ');

export interface PrevalenceProps {
  readonly prevalence: number;
  readonly baselineDays: number;
  readonly hubPin?: 'hub' | 'notHub' | null;
  /** `2 in 14 d`, the words on hover. */
  readonly brief?: boolean;
}

/** How common an entity is, measured before the alert. */
export function Prevalence({ prevalence, baselineDays, hubPin = null, brief = false }: PrevalenceProps) {
  if (hubPin !== null) return <>{hubPin === 'hub' ? 'Pinned as common' : 'Pinned as rare'}</>;
  if (baselineDays < 1) return <>No baseline yet</>;
  const days = Math.floor(baselineDays);
  const words = `${prevalence} ${prevalence === 1 ? 'account or device' : 'accounts and devices'} in ${days} days`;
  if (!brief) return <>{words}</>;
  return (
    <span title={words}>
      <span aria-hidden="true">
        {prevalence} in {days} d
      </span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
