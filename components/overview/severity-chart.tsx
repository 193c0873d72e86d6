import { StackedChart } from '@/components/charts/stacked-chart';
import { ROWS } from '@/lib/client/overview';
import { SEVERITIES } from '@/lib/domain/severity';
import { SEVERITY_LABEL } from '@/lib/domain/views/labels';
import type { StepCounts } from '@/lib/domain/views/overview';
import { type Period, spanText } from '@/lib/domain/views/period';
import { SEVERITY_MARK } from './now-cards';

/** New incidents by severity over a period. Each mark leads to its incidents. */
export function SeverityChart({
  period,
  counts,
}: {
  readonly period: Period;
  readonly counts: readonly StepCounts[];
}) {
  return (
    <StackedChart
      title="New incidents by severity"
      axis={period.word}
      base={ROWS.incidents(period.from)}
      series={[...SEVERITIES].reverse().map((severity) => ({
        key: severity,
        label: SEVERITY_LABEL[severity],
        mark: SEVERITY_MARK[severity],
        query: { severity },
      }))}
      points={period.steps.map((step, index) => ({
        key: String(step.from),
        label: step.label,
        title: step.title,
        tick: step.tick,
        query: { created: spanText(step.from, step.to) },
        values: counts[index] ?? {},
      }))}
    />
  );
}
