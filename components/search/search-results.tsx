import Link from 'next/link';
import { SeverityBadge } from '@/components/incidents/badges';
import { EntityIcon } from '@/components/incidents/entity-icon';
import { Card } from '@/components/ui/card';
import type { HitGroup } from './hits';

export interface SearchResultsProps {
  readonly groups: readonly HitGroup[];
  /** Most of each kind that are shown: said where it was reached. */
  readonly shown: number;
}

/** What was found, by kind. */
export function SearchResults({ groups, shown }: SearchResultsProps) {
  return (
    <div className="grid items-start gap-3 lg:grid-cols-2">
      {groups.map(({ label, hits }) => (
        <Card
          key={label}
          title={label}
          flush
          aside={<Count count={hits.length} isCapped={hits.length >= shown} />}
        >
          <ul>
            {hits.map(({ key, href, title, detail, severity, entity }) => (
              <li key={key} className="border-b last:border-b-0">
                <Link
                  href={href}
                  prefetch={false}
                  className="flex min-h-9 items-center gap-2 px-4 py-1 -outline-offset-2 hover:bg-hover"
                >
                  {severity === undefined ? null : <SeverityBadge severity={severity} />}
                  {entity === undefined ? null : <EntityIcon type={entity} className="size-4 text-muted" />}
                  <span className="min-w-0 flex-1 truncate">{title}</span>
                  {detail ? <span className="max-w-[45%] truncate text-muted text-xs">{detail}</span> : null}
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}

const Count = ({ count, isCapped }: { readonly count: number; readonly isCapped: boolean }) => (
  <span className="text-muted text-xs">{isCapped ? `the first ${count}` : count}</span>
);
