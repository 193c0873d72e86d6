'use client';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import type { GraphView } from '@/lib/domain/views/graph';
import { GraphLegend } from './graph-legend';
import { GraphTable } from './graph-table';
import type { GraphLens } from './lens';
import { strongestLinks } from './links';

const Drawing = dynamic(() => import('./incident-graph').then((module) => module.IncidentGraphDrawing), {
  ssr: false,
  loading: () => <Skeleton className="h-80 w-full" />,
});

export interface GraphPanelProps {
  readonly graph: GraphView;
  readonly lens: GraphLens;
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  readonly onFilter: (entityId: string) => void;
  /** More buttons beside the choice of view. */
  readonly actions?: ReactNode;
}

/** The incident's graph, as a drawing or as a table. */
export function GraphPanel({ graph, lens, selected, onSelect, onFilter, actions }: GraphPanelProps) {
  const [view, setView] = useState<'graph' | 'table'>('graph');
  const [allLinks, setAllLinks] = useState(false);
  const links = graph.edges.filter((edge) => edge.kind === 'link').length;
  const strongest = strongestLinks(graph.edges).size;
  return (
    <Card
      title="Graph"
      flush
      aside={
        <div className="flex items-center gap-1">
          {actions}
          <fieldset className="flex gap-1">
            <legend className="sr-only">View</legend>
            {(['graph', 'table'] as const).map((value) => (
              <Button
                key={value}
                size="sm"
                variant={view === value ? 'secondary' : 'ghost'}
                aria-pressed={view === value}
                onClick={() => setView(value)}
              >
                {value === 'graph' ? 'Graph' : 'Table'}
              </Button>
            ))}
          </fieldset>
        </div>
      }
    >
      {view === 'graph' ? (
        <>
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-4 py-2">
            <GraphLegend />
            {links > strongest ? (
              <Checkbox
                className="text-muted text-xs"
                label={`All ${links} links`}
                checked={allLinks}
                onChange={(event) => setAllLinks(event.target.checked)}
              />
            ) : null}
          </div>
          <Drawing
            graph={graph}
            allLinks={allLinks}
            lens={lens}
            selected={selected}
            onSelect={onSelect}
            onFilter={onFilter}
          />
        </>
      ) : (
        <GraphTable graph={graph} />
      )}
    </Card>
  );
}
