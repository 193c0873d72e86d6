import { LakeRows } from '@/components/entities/lake-rows';
import { Streamed } from '@/components/entities/streamed';
import { TimelineFilterBar } from '@/components/entities/timeline-filter';
import { TableSkeleton } from '@/components/ui/skeleton';
import { type TimelineParams, timelineSearch } from '@/lib/client/entities';
import type { Actor } from '@/lib/domain/permissions';
import type { FoundEntity } from '@/lib/server/entities/queries';
import { entityTimeline } from '@/lib/server/entities/timeline';

export interface ThingTimelineProps {
  readonly actor: Actor;
  readonly entity: FoundEntity;
  /** Address of the timeline, without its query. */
  readonly path: string;
  readonly query: TimelineParams;
}

/** Rows of the lake that name somebody or something, newest first: read beside the page, nothing else waits for them. */
export function ThingTimeline({ actor, entity, path, query }: ThingTimelineProps) {
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
            goOn={query.after === ''}
            clearHref={isFiltered ? path : undefined}
          />
        )}
      </Streamed>
    </>
  );
}
