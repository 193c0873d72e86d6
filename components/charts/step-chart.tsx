'use client';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import type { Step } from './step-drawing';
import { type ChartView, ViewToggle } from './view-toggle';

const Drawing = dynamic(() => import('./step-drawing').then((module) => module.StepDrawing), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

export interface StepChartProps {
  /** What stands on its level: "Risk level". Read out, and the name of the table. */
  readonly title: string;
  /** The levels from the lowest, in words; a step's `level` counts from 0. */
  readonly levels: readonly string[];
  /** In the order of time. */
  readonly steps: readonly Step[];
  /** Where the line ends, ms: usually now. */
  readonly until: number;
  readonly height?: number;
}

/** A level that holds until it changes. Each step is a link to its reason. */
export function StepChart({ title, levels, steps, until, height = 160 }: StepChartProps) {
  const [view, setView] = useState<ChartView>('chart');
  return (
    <figure className="flex flex-col gap-1">
      <div className="flex items-start justify-end">
        <ViewToggle title={title} value={view} onChange={setView} />
      </div>
      {view === 'chart' ? (
        <div style={{ height }}>
          <Drawing levels={levels} steps={steps} until={until} />
        </div>
      ) : (
        <Table label={title} className="max-h-72">
          <THead>
            <TH>Time</TH>
            <TH>{title}</TH>
            <TH>Reason</TH>
          </THead>
          <tbody>
            {steps.map((step) => (
              <TR key={step.key}>
                <TD>
                  <TimeText value={step.at} format="short" />
                </TD>
                <TD>{levels[step.level]}</TD>
                <TD>
                  {step.href === undefined ? (
                    step.reason
                  ) : (
                    <Link href={step.href} className="text-accent hover:underline">
                      {step.reason}
                    </Link>
                  )}
                </TD>
              </TR>
            ))}
          </tbody>
        </Table>
      )}
    </figure>
  );
}
