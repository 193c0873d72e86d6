import Link from 'next/link';
import { EntityLink } from '@/components/entities/entity-link';
import { TimeText } from '@/components/ui/time-text';
import type { IncidentAlert } from '@/lib/domain/views/alert';
import { SOURCE_LABEL, TACTIC_LABEL } from '@/lib/domain/views/labels';
import { SeverityBadge } from './badges';

const SHOWN = 4;

/** The alerts in the order of what happened. */
export function StoryTimeline({ alerts }: { readonly alerts: readonly IncidentAlert[] }) {
  return (
    <ol className="relative ml-2 border-l pl-4">
      {alerts.map((alert) => (
        <li key={alert.id} className="relative pb-4 last:pb-0">
          <span
            aria-hidden="true"
            className="absolute top-1.5 -left-[21px] size-2.5 rounded-full border-2 border-surface bg-accent"
          />
          <div className="text-muted text-xs">
            <TimeText value={alert.firstActivity} />
            {alert.count > 1 ? ` · ${alert.count} times` : ''}
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <Link
              href={`/alerts/${encodeURIComponent(alert.id)}`}
              className="break-words font-medium hover:underline"
            >
              {alert.title}
            </Link>
            <SeverityBadge severity={alert.severity} />
          </div>
          <div className="text-muted text-xs">
            {TACTIC_LABEL[alert.tactic]} · {SOURCE_LABEL[alert.serviceSource]}
          </div>
          <div className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
            {alert.entities.slice(0, SHOWN).map((entity) => (
              <EntityLink key={entity.entityId} {...entity} />
            ))}
            {alert.entities.length > SHOWN ? (
              <span className="text-faint">+{alert.entities.length - SHOWN} more</span>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
