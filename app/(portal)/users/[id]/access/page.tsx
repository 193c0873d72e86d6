import type { SearchParams } from 'nuqs/server';
import { openUser } from '@/app/(portal)/open-entity';
import { BRIEF, FacetCard, FULL } from '@/components/entities/facet-panel';
import { PanelSkeleton } from '@/components/entities/panel-skeleton';
import { PANELS } from '@/components/entities/panels';
import { RangeLinks } from '@/components/entities/range-links';
import { Streamed } from '@/components/entities/streamed';
import { GroupsCard } from '@/components/users/groups-card';
import { loadOverviewParams, overviewSearch, timelineSearch } from '@/lib/client/entities';
import { usualRange } from '@/lib/domain/views/facet';
import { readFacet } from '@/lib/server/entities/facets';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<SearchParams>;
}

/** What a person works with: devices and applications as the lake saw them, groups as the directory says. */
export default async function UserAccessPage({ params, searchParams }: PageProps) {
  const { actor, user } = await openUser({ params });
  const query = await loadOverviewParams(searchParams);
  const range = query.range ?? usualRange(user.type);
  const base = `/users/${encodeURIComponent(user.id)}`;
  const open = PANELS.account.filter((panel) => panel.facet === query.panel);
  const isOpen = open.length > 0;
  return (
    <div className="flex flex-col gap-4">
      <RangeLinks
        range={range}
        hrefOf={(other) => `${base}/access${overviewSearch({ range: other, panel: query.panel })}`}
      />
      {(isOpen ? open : PANELS.account).map((panel) => (
        <Streamed
          key={`${panel.facet} ${range} ${query.count} ${isOpen}`}
          answer={readFacet(actor, user, panel.facet, {
            range,
            count: query.count,
            limit: isOpen ? FULL : BRIEF,
          })}
          fallback={<PanelSkeleton title={panel.title} rows={isOpen ? 16 : BRIEF} />}
        >
          {(answer) => (
            <FacetCard
              panel={panel}
              answer={answer}
              range={range}
              href={`${base}/access${overviewSearch({ range, panel: isOpen ? null : panel.facet })}`}
              isOpen={isOpen}
              allHref={`${base}/access${overviewSearch({ range, panel: panel.facet, count: 'all' })}`}
              rowsOf={(q) => `${base}/timeline${timelineSearch({ q })}`}
            />
          )}
        </Streamed>
      ))}
      {isOpen ? null : <GroupsCard groups={user.groups} />}
    </div>
  );
}
