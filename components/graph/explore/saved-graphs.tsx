import { Lock, UsersRound } from 'lucide-react';
import Link from 'next/link';
import { TimeText } from '@/components/ui/time-text';
import type { SavedGraphRow } from '@/lib/domain/views/investigation';

/** Graphs that were kept, the newest first. */
export function SavedGraphs({ rows }: { readonly rows: readonly SavedGraphRow[] }) {
  if (rows.length === 0) {
    return (
      <p className="p-4 text-muted">None yet. A graph is saved from its own page and then listed here.</p>
    );
  }
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id} className="border-b px-4 py-2 last:border-b-0">
          <Link
            href={`/graph/${row.id}`}
            prefetch={false}
            className="break-words font-medium hover:underline"
          >
            {row.name}
          </Link>
          <p className="flex flex-wrap items-center gap-x-2 text-muted text-xs">
            <span className="inline-flex items-center gap-1">
              {row.isShared ? (
                <UsersRound className="size-3" aria-hidden="true" />
              ) : (
                <Lock className="size-3" aria-hidden="true" />
              )}
              {row.isShared ? 'Shared' : 'Only you'}
            </span>
            <span>{row.nodeCount} things</span>
            {row.incident ? (
              <Link href={`/incidents/${row.incident.number}`} prefetch={false} className="hover:underline">
                Incident #{row.incident.number}
              </Link>
            ) : null}
            <span>
              {row.updatedBy}, <TimeText value={row.updatedAt} format="relative" />
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
