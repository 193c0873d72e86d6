import type { SearchParams } from 'nuqs/server';
import { openEntity } from '@/app/(portal)/open-entity';
import { BRIEF, FacetCard, FULL } from '@/components/entities/facet-panel';
import { PanelSkeleton } from '@/components/entities/panel-skeleton';
import { type FacetPanel, PANELS } from '@/components/entities/panels';
import { RangeLinks } from '@/components/entities/range-links';
import { Streamed } from '@/components/entities/streamed';
import { loadOverviewParams, overviewSearch, timelineSearch } from '@/lib/client/entities';
import { usualRange } from '@/lib/domain/views/facet';
import { readFacet } from '@/lib/server/entities/facets';
import { OtherPanels } from './other-panels';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<SearchParams>;
}

/** What the lake knows of an entity: who touched it, when and from where, as its kind asks. */
export default async function EntityPage({ params, searchParams }: PageProps) {
  const { actor, entity } = await openEntity({ params });
  const query = await loadOverviewParams(searchParams);
  const range = query.range ?? usualRange(entity.type);
  const base = `/entities/${encodeURIComponent(entity.id)}`;
  const all = PANELS[entity.type];
  const open = all.filter((panel) => panel.facet === query.panel);
  const panels = open.length > 0 ? open : all;
  const card = (panel: FacetPanel) => {
    const isOpen = open.length > 0;
    const search = overviewSearch({ range, panel: isOpen ? null : panel.facet });
    return (
      <Streamed
        key={`${panel.facet} ${range} ${query.count} ${isOpen}`}
        answer={readFacet(actor, entity, panel.facet, {
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
            href={`${base}${search}`}
            isOpen={isOpen}
            allHref={`${base}${overviewSearch({ range, panel: panel.facet, count: 'all' })}`}
            rowsOf={(q) => `${base}/timeline${timelineSearch({ q })}`}
          />
        )}
      </Streamed>
    );
  };
  return (
    <div className="flex flex-col gap-4">
      {panels.length === 0 ? null : (
        <RangeLinks
          range={range}
          hrefOf={(other) => `${base}${overviewSearch({ range: other, panel: query.panel })}`}
        />
      )}
      {panels.map(card)}
      {open.length > 0 ? null : <OtherPanels actor={actor} entity={entity} after={query.after} />}
    </div>
  );
}
