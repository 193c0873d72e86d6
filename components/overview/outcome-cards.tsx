import { FigureCard } from '@/components/ui/figure-card';
import { Skeleton } from '@/components/ui/skeleton';
import { ROWS } from '@/lib/client/overview';
import type { Outcomes } from '@/lib/domain/views/overview';
import { PERIOD_LABEL, type Period } from '@/lib/domain/views/period';
import { TrendText } from './trend-text';

/** How many incidents were resolved, and how many of those that were classified were nothing. */
export function OutcomeCards({ outcomes, period }: { readonly outcomes: Outcomes; readonly period: Period }) {
  const { resolved, byClassification } = outcomes;
  const classified = resolved.now - (byClassification.unknown ?? 0);
  const falsePositives = byClassification.falsePositive ?? 0;
  return (
    <>
      <FigureCard
        title="Resolved"
        value={resolved.now.toLocaleString('en')}
        href={ROWS.resolved(period.from)}
        aside={
          <TrendText {...resolved} against={`the ${PERIOD_LABEL[period.name].replace('Last ', '')} before`} />
        }
      >
        <p className="text-muted text-xs">incidents, without imported history</p>
      </FigureCard>
      <FigureCard
        title="False positives"
        value={classified === 0 ? '–' : `${Math.round((100 * falsePositives) / classified)} %`}
        href={ROWS.resolved(period.from, null, { classification: 'falsePositive' })}
      >
        <p className="text-muted text-xs">
          {falsePositives.toLocaleString('en')} of {classified.toLocaleString('en')} classified incidents
        </p>
      </FigureCard>
    </>
  );
}

/** Two cards that are still being read. */
export function OutcomeCardsSkeleton() {
  return (
    <>
      {['resolved', 'false'].map((key) => (
        <div key={key} className="flex flex-col gap-2 rounded-lg border bg-surface px-4 py-3">
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-7 w-16" />
          <Skeleton className="h-3 w-32" />
        </div>
      ))}
    </>
  );
}
