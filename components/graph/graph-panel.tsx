'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import type { GraphView } from '@/lib/domain/views/graph';
import { GraphTable } from './graph-table';

const Drawing = dynamic(() => import('./incident-graph').then((module) => module.IncidentGraphDrawing), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

/** The incident's graph, as a drawing or as a table. */
export function GraphPanel({ graph }: { readonly graph: GraphView }) {
  const [view, setView] = useState<'graph' | 'table'>('graph');
  return (
    <Card
      title="Graph"
      flush
      description="Alerts, the entities they name in their roles, and the links between alerts"
      aside={
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
      }
    >
      {view === 'graph' ? (
        <div className="h-[32rem]">
          <Drawing graph={graph} />
        </div>
      ) : (
        <GraphTable graph={graph} />
      )}
    </Card>
  );
}
