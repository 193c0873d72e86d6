import { BellOff } from 'lucide-react';
import type { ChartSeries, Mark } from '@/components/charts/chart-data';
import { StackedChart } from '@/components/charts/stacked-chart';
import { EmptyState } from '@/components/ui/empty-state';
import { ROWS } from '@/lib/client/overview';
import { SERVICE_SOURCES, type ServiceSource } from '@/lib/domain/alert';
import { SOURCE_LABEL } from '@/lib/domain/views/labels';
import type { StepCounts } from '@/lib/domain/views/overview';
import { type Period, spanText } from '@/lib/domain/views/period';

const MARKS = [
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-6',
  'series-5',
] as const satisfies readonly Mark[];
/** Sources with a colour of their own; the others are one series. */
const NAMED = MARKS.length - 1;

/** Most alerts first; more than six fold into one, so that colours stay apart. */
function sourceSeries(
  counts: readonly StepCounts[],
): readonly (ChartSeries & { readonly members: readonly ServiceSource[] })[] {
  const total = (source: ServiceSource) => counts.reduce((sum, step) => sum + (step[source] ?? 0), 0);
  const seen = SERVICE_SOURCES.filter((source) => total(source) > 0).sort((a, b) => total(b) - total(a));
  const own = seen.length > MARKS.length ? seen.slice(0, NAMED) : seen;
  const rest = seen.slice(own.length);
  const one = (members: readonly ServiceSource[], label: string, mark: Mark) => ({
    key: members.join(),
    label,
    mark,
    members,
    query: { source: members.join() },
  });
  return [
    ...own.map((source, index) => one([source], SOURCE_LABEL[source], MARKS[index] ?? 'series-5')),
    ...(rest.length > 0 ? [one(rest, 'Other', 'series-5')] : []),
  ];
}

export interface AlertsChartProps {
  readonly period: Period;
  readonly counts: readonly StepCounts[];
  readonly height?: number;
}

/** Alerts by the source that raised them, over a period. Each mark leads to its alerts. */
export function AlertsChart({ period, counts, height = 220 }: AlertsChartProps) {
  const series = sourceSeries(counts);
  if (series.length === 0) {
    return (
      <EmptyState icon={<BellOff />} title="No alert in this period">
        Choose a longer period, or look at Data health whether sources send.
      </EmptyState>
    );
  }
  return (
    <StackedChart
      title="Alerts by source"
      axis={period.word}
      series={series}
      base={ROWS.alerts(period.from)}
      height={height}
      points={period.steps.map((step, index) => ({
        key: String(step.from),
        label: step.label,
        title: step.title,
        tick: step.tick,
        query: { created: spanText(step.from, step.to) },
        values: Object.fromEntries(
          series.map(({ key, members }) => [
            key,
            members.reduce((sum, member) => sum + (counts[index]?.[member] ?? 0), 0),
          ]),
        ),
      }))}
    />
  );
}
