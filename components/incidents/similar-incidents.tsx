import Link from 'next/link';
import { TimeText } from '@/components/ui/time-text';
import { CLASSIFICATION_LABEL, DETERMINATION_LABEL } from '@/lib/domain/views/labels';
import type { SimilarIncident } from '@/lib/domain/views/similar';
import { IncidentStatusBadge, SeverityBadge } from './badges';

const KIND: Readonly<Record<SimilarIncident['reasons'][number]['kind'], string>> = {
  entity: 'Same entity',
  detection: 'Same detection',
  technique: 'Same technique',
  name: 'Same name',
};
const SHOWN = 6;

/** Similar incidents, most alike first, each with what it shares and what was decided. */
export function SimilarIncidents({ incidents }: { readonly incidents: readonly SimilarIncident[] }) {
  return (
    <>
      <ol className="flex flex-col gap-3">
        {incidents.map((incident) => (
          <li key={incident.number} className="rounded-lg border bg-surface p-4">
            <div className="flex flex-wrap items-center gap-2">
              <span className="font-semibold tabular-nums" title="Likeness, of 100">
                {Math.round(incident.score)}
                <span className="sr-only"> of 100</span>
              </span>
              <Link
                href={`/incidents/${incident.number}`}
                prefetch={false}
                className="min-w-0 break-words font-medium hover:underline"
              >
                #{incident.number} {incident.displayName}
              </Link>
              <SeverityBadge severity={incident.severity} />
              <IncidentStatusBadge status={incident.status} />
            </div>
            <p className="mt-0.5 text-muted text-xs">
              {decided(incident)} · {incident.assignedTo ?? 'nobody'} ·{' '}
              <TimeText value={incident.lastActivity} format="short" />
            </p>
            <ul className="mt-2 flex flex-col gap-0.5 text-xs">
              {incident.reasons.slice(0, SHOWN).map((reason) => (
                <li
                  key={`${reason.kind} ${reason.label}`}
                  className="grid grid-cols-[7rem_minmax(0,1fr)_3rem] gap-2"
                >
                  <span className="text-muted">{KIND[reason.kind]}</span>
                  <span className="break-words">{reason.label}</span>
                  <span className="text-right tabular-nums">+{reason.points}</span>
                </li>
              ))}
            </ul>
            {incident.reasons.length > SHOWN ? (
              <p className="text-muted text-xs">and {incident.reasons.length - SHOWN} more in common</p>
            ) : null}
          </li>
        ))}
      </ol>
      <p className="mt-2 text-muted text-xs">
        The points add up, to 100 at most: rare entities by weight and rarity, detections and techniques by
        their share. The last 180 days are looked at.
      </p>
    </>
  );
}

function decided({ classification, determination }: SimilarIncident): string {
  if (classification === 'unknown') return 'Not classified';
  return determination === 'unknown'
    ? CLASSIFICATION_LABEL[classification]
    : `${CLASSIFICATION_LABEL[classification]}, ${DETERMINATION_LABEL[determination].toLowerCase()}`;
}
