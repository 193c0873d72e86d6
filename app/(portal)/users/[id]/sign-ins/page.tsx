import type { SearchParams } from 'nuqs/server';
import { openUser } from '@/app/(portal)/open-entity';
import { LakeRows } from '@/components/entities/lake-rows';
import { RangeLinks } from '@/components/entities/range-links';
import { Streamed } from '@/components/entities/streamed';
import { TimelineFilterBar } from '@/components/entities/timeline-filter';
import { TableSkeleton } from '@/components/ui/skeleton';
import { SignInHours } from '@/components/users/sign-in-hours';
import { SignInPlaces } from '@/components/users/sign-in-places';
import { HoursSkeleton, MapSkeleton } from '@/components/users/sign-in-skeletons';
import { loadTimelineParams, timelineSearch } from '@/lib/client/entities';
import { readFacet } from '@/lib/server/entities/facets';
import { userSignIns } from '@/lib/server/entities/timeline';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<SearchParams>;
}

const PLACES = 60;
const QUARTERS = 3_000;

/** Where and when a person signs in, and the sign-ins themselves: each part is read beside the others. */
export default async function UserSignInsPage({ params, searchParams }: PageProps) {
  const { actor, user } = await openUser({ params });
  const query = await loadTimelineParams(searchParams);
  const path = `/users/${encodeURIComponent(user.id)}/sign-ins`;
  const hrefOf = (change: Partial<typeof query>) =>
    `${path}${timelineSearch({ ...query, after: '', ...change })}`;
  const filter = { text: query.q, place: query.place };
  return (
    <div className="flex flex-col gap-4">
      <RangeLinks range={query.range} hrefOf={(range) => hrefOf({ range, count: 'quick' })} />
      <Streamed
        key={`places ${query.range} ${query.count}`}
        answer={readFacet(actor, user, 'accountPlaces', { ...query, limit: PLACES })}
        fallback={<MapSkeleton />}
      >
        {(answer) => (
          <SignInPlaces
            answer={answer}
            place={query.place}
            href={hrefOf({})}
            allHref={hrefOf({ count: 'all' })}
            hrefOf={(place) => hrefOf({ place })}
          />
        )}
      </Streamed>
      <Streamed
        key={`hours ${query.range} ${query.count}`}
        answer={readFacet(actor, user, 'accountHours', { ...query, limit: QUARTERS })}
        fallback={<HoursSkeleton />}
      >
        {(answer) => <SignInHours answer={answer} href={hrefOf({})} allHref={hrefOf({ count: 'all' })} />}
      </Streamed>
      <section>
        <h2 className="mb-2 font-semibold">Sign-ins</h2>
        <TimelineFilterBar path={path} params={query} withKind={false} />
        <Streamed
          key={timelineSearch(query)}
          answer={userSignIns(actor, user, filter, query.after || null)}
          fallback={<TableSkeleton rows={8} />}
        >
          {(answer) => (
            <LakeRows
              answer={answer}
              hrefOf={(after) => hrefOf({ after })}
              goOn={query.after === ''}
              clearHref={filter.text + filter.place === '' ? undefined : hrefOf({ q: '', place: '' })}
            />
          )}
        </Streamed>
      </section>
    </div>
  );
}
