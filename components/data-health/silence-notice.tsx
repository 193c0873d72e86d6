'use client';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { silentSourcesQuery } from '@/lib/client/data-health-query';
import { useLive } from '@/lib/client/live';
import type { SilentSource } from '@/lib/domain/views/data-health';

const NONE: readonly SilentSource[] = [];
const NAMED = 3;

/** Says on every page that a source fell silent, and leads to it; nothing while all of them speak. */
export function SilenceNotice() {
  const { data: sources = NONE } = useQuery(silentSourcesQuery);
  useLive({ types: ['ingest.silent', 'ingest.back'], queryKeys: [['data-health', 'silent']] });
  const names = sources.map(({ table }) => table);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return (
    <span role="status">
      {sources.length === 0 ? null : (
        <Link
          href="/settings/data-health"
          title={`Silent: ${names.slice(0, NAMED).join(', ')}${more}`}
          className="flex items-center gap-1.5 rounded-md bg-medium-bg px-2 py-1 font-medium text-medium-fg text-xs"
        >
          <TriangleAlert className="size-3.5" aria-hidden="true" />
          <span className="max-sm:sr-only">
            {sources.length === 1 ? `${names[0]} is silent` : `${sources.length} sources are silent`}
          </span>
        </Link>
      )}
    </span>
  );
}
