import type { ReactNode } from 'react';
import { Sparkline } from '@/components/charts/sparkline';
import { FigureCard } from '@/components/ui/figure-card';
import { ROWS } from '@/lib/client/overview';
import type { StepCounts, Trend } from '@/lib/domain/views/overview';
import { PERIOD_LABEL, type Period } from '@/lib/domain/views/period';
import { TrendText } from './trend-text';

const sumOf = (counts: StepCounts): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

export interface VolumeCardsProps {
  readonly period: Period;
  readonly alerts: Trend;
  readonly incidents: Trend;
  readonly alertSteps: readonly StepCounts[];
  readonly incidentSteps: readonly StepCounts[];
  /** What is streamed after them. */
  readonly children: ReactNode;
}

/** How many alerts there were, how many incidents they became, and what that spared. */
export function VolumeCards({
  period,
  alerts,
  incidents,
  alertSteps,
  incidentSteps,
  children,
}: VolumeCardsProps) {
  const against = `the ${PERIOD_LABEL[period.name].replace('Last ', '')} before`;
  const spared = reduction(alerts.now, incidents.now);
  const sparedBefore = reduction(alerts.before, incidents.before);
  return (
    <div className="grid grid-cols-2 gap-3 xl:grid-cols-5">
      <FigureCard
        title="Alerts"
        value={alerts.now.toLocaleString('en')}
        href={ROWS.alerts(period.from)}
        aside={<TrendText {...alerts} against={against} />}
      >
        <Sparkline
          label={`Alerts by ${period.word.toLowerCase()}`}
          values={alertSteps.map(sumOf)}
          className="h-6 w-full"
        />
      </FigureCard>
      <FigureCard
        title="Incidents"
        value={incidents.now.toLocaleString('en')}
        href={ROWS.incidents(period.from)}
        aside={<TrendText {...incidents} against={against} />}
      >
        <Sparkline
          label={`Incidents by ${period.word.toLowerCase()}`}
          values={incidentSteps.map(sumOf)}
          className="h-6 w-full"
        />
      </FigureCard>
      <FigureCard
        title="Fewer to look at"
        value={spared === null ? '–' : `${spared} %`}
        aside={
          sparedBefore === null ? null : <span className="text-muted text-xs">{sparedBefore} % before</span>
        }
      >
        <p className="text-muted text-xs">
          {alerts.now.toLocaleString('en')} alerts became {incidents.now.toLocaleString('en')} incidents
        </p>
      </FigureCard>
      {children}
    </div>
  );
}

/** By how much correlation shortens the list, in whole per cent; null where there was nothing, or more incidents than alerts. */
function reduction(alerts: number, incidents: number): number | null {
  if (alerts === 0 || incidents > alerts) return null;
  return Math.round(100 * (1 - incidents / alerts));
}
