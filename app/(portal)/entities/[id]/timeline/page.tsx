import type { SearchParams } from 'nuqs/server';
import { openEntity } from '@/app/(portal)/open-entity';
import { LakeRows } from '@/components/entities/lake-rows';
import { Streamed } from '@/components/entities/streamed';
import { TimelineFilterBar } from '@/components/entities/timeline-filter';
import { TableSkeleton } from '@/components/ui/skeleton';
import { loadTimelineParams, timelineSearch } from '@/lib/client/entities';
import { entityTimeline } from '@/lib/server/entities/timeline';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<SearchParams>;
}

/** Rows of the lake that name an entity, newest first: read beside the rest of the page, nothing else waits for it. */
export default async function EntityTimelinePage({ params, searchParams }: PageProps) {
  const { actor, entity } = await openEntity({ params });
  const query = await loadTimelineParams(searchParams);
  const path = `/entities/${encodeURIComponent(entity.id)}/timeline`;
  const filter = { kind: query.kind, text: query.q, place: query.place };
  const isFiltered = timelineSearch({ ...query, after: '' }) !== '';
  return (
    <>
      <TimelineFilterBar path={path} params={query} />
      <Streamed
        key={timelineSearch(query)}
        answer={entityTimeline(actor, entity, filter, query.after || null)}
        fallback={<TableSkeleton rows={8} />}
      >
        {(answer) => (
          <LakeRows
            answer={answer}
            hrefOf={(after) => `${path}${timelineSearch({ ...query, after })}`}
            clearHref={isFiltered ? path : undefined}
          />
        )}
      </Streamed>
    </>
  );
}
