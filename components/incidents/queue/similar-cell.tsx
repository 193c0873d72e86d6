'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import { incidentHref } from '@/lib/client/incidents';
import { similarCountQuery } from '@/lib/client/similar-query';
import type { IncidentRow } from '@/lib/domain/views/incident';
import { CLASSIFICATION_LABEL } from '@/lib/domain/views/labels';
import { MOST_SIMILAR, type SimilarIncident } from '@/lib/domain/views/similar';

/** How many incidents are like one, with the most alike and why behind it. Read while the row is in sight. */
export function SimilarCell({ row }: { readonly row: Pick<IncidentRow, 'id' | 'number'> }) {
  const { data, isPending, isError } = useQuery(similarCountQuery(row.id));
  if (isPending) return <Skeleton className="ml-auto h-3 w-6" />;
  if (isError || data === null) return <span className="text-faint">?</span>;
  if (data.count === 0) return <span className="text-faint">0</span>;
  const words = data.count >= MOST_SIMILAR ? `${MOST_SIMILAR}+` : String(data.count);
  return (
    <Popover
      align="end"
      label={`Similar to #${row.number}`}
      className="w-80"
      trigger={
        <button
          type="button"
          tabIndex={-1}
          title={data.top.map(titleOf).join('\n')}
          aria-label={`${words} similar to #${row.number}`}
          className="rounded-sm px-1 underline decoration-dotted underline-offset-2 hover:bg-hover"
        >
          {words}
        </button>
      }
    >
      <ol className="flex flex-col divide-y">
        {data.top.map((one) => (
          <Alike key={one.number} incident={one} />
        ))}
      </ol>
      <Link
        href={incidentHref(row.number, 'similar')}
        prefetch={false}
        className="border-t p-2.5 text-accent-fg text-xs hover:underline"
      >
        All that are similar, with every reason
      </Link>
    </Popover>
  );
}

const titleOf = ({ number, score, reasons }: SimilarIncident): string =>
  `#${number}, ${Math.round(score)} of 100: ${reasons.map(({ label }) => label).join(', ')}`;

function Alike({ incident }: { readonly incident: SimilarIncident }) {
  const { number, displayName, score, reasons, classification } = incident;
  return (
    <li className="flex flex-col gap-0.5 p-2.5">
      <span className="flex items-baseline gap-2">
        <Link
          href={incidentHref(number)}
          prefetch={false}
          className="min-w-0 flex-1 truncate font-medium hover:underline"
          title={displayName}
        >
          #{number} {displayName}
        </Link>
        <span className="shrink-0 text-muted text-xs">{Math.round(score)} of 100</span>
      </span>
      <span className="text-muted text-xs">
        {classification === 'unknown' ? 'Not classified' : CLASSIFICATION_LABEL[classification]}
      </span>
      <ul className="text-xs">
        {reasons.slice(0, 3).map(({ kind, label, points }) => (
          <li key={`${kind} ${label}`} className="flex gap-2">
            <span className="min-w-0 flex-1 break-words">{label}</span>
            <span className="shrink-0 text-muted">+{points}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}
