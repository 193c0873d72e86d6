import Link from 'next/link';
import { EntityLink } from '@/components/entities/entity-link';
import { Card } from '@/components/ui/card';
import { TimeText } from '@/components/ui/time-text';
import type { IncidentAlert } from '@/lib/domain/views/alert';
import {
  ALERT_STATUS_LABEL,
  CLASSIFICATION_LABEL,
  humanize,
  SOURCE_LABEL,
  TACTIC_LABEL,
} from '@/lib/domain/views/labels';
import { SeverityBadge } from './badges';
import { LinkReason } from './link-reason';

const CAUSE: Readonly<Record<string, string>> = {
  opened: 'It opened this incident.',
  linked: 'It was linked to this incident.',
  merged: 'It came with a merge.',
  moved: 'A person moved it here.',
  unmerged: 'It came back when a merge was undone.',
};

/** Alerts of an incident, each with what put it here. */
export function IncidentAlerts({ alerts }: { readonly alerts: readonly IncidentAlert[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {alerts.map((alert) => (
        <li key={alert.id}>
          <Card>
            <div className="flex flex-wrap items-center gap-2">
              <SeverityBadge severity={alert.severity} />
              <Link
                href={`/alerts/${encodeURIComponent(alert.id)}`}
                className="min-w-0 break-words font-medium hover:underline"
              >
                {alert.title}
              </Link>
              <span className="text-muted text-xs">
                {ALERT_STATUS_LABEL[alert.status]}
                {alert.classification === 'unknown' ? '' : ` · ${CLASSIFICATION_LABEL[alert.classification]}`}
              </span>
            </div>
            <p className="mt-1 text-muted text-xs">
              <TimeText value={alert.firstActivity} /> · {TACTIC_LABEL[alert.tactic]}
              {alert.techniques.length > 0 ? ` (${alert.techniques.join(', ')})` : ''} ·{' '}
              {SOURCE_LABEL[alert.serviceSource]}
              {alert.count > 1 ? ` · ${alert.count} times` : ''}
            </p>
            <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
              {alert.entities.map((entity) => (
                <li key={entity.entityId} className="inline-flex max-w-full items-center gap-1">
                  <EntityLink {...entity} />
                  {entity.role === 'unknown' ? null : (
                    <span className="text-faint">{humanize(entity.role).toLowerCase()}</span>
                  )}
                </li>
              ))}
            </ul>
            <WhyHere alert={alert} />
          </Card>
        </li>
      ))}
    </ul>
  );
}

/** A link is told at the later of its two alerts: the earlier one says where to read. */
function causeOf({ cause, links }: IncidentAlert): string {
  if (cause === 'linked' && links.length === 0)
    return 'It came with a later alert, below, that is linked to it.';
  return CAUSE[cause ?? ''] ?? 'How it came here was not recorded.';
}

function WhyHere({ alert }: { readonly alert: IncidentAlert }) {
  return (
    <div className="mt-2 flex flex-col gap-1 border-t pt-2">
      <p className="text-muted text-xs">{causeOf(alert)}</p>
      {alert.links.map((link) => (
        <LinkReason key={link.otherAlertId} link={link} />
      ))}
    </div>
  );
}
