'use client';
import { BarRows } from '@/components/charts/bar-rows';
import { PieFigure } from '@/components/charts/pie-figure';
import { ScatterFigure } from '@/components/charts/scatter-figure';
import { StackedChart } from '@/components/charts/stacked-chart';
import type { ResultChart } from './result-chart';

const HEIGHT = 320;
/** Lines of bars at most: more is read better as rows. */
const MOST_BARS = 60;

/** A result, drawn. */
export function ChartView({ chart }: { readonly chart: ResultChart }) {
  const cut = chart.kind === 'card' ? 0 : chart.cut;
  return (
    <div className="min-h-0 overflow-y-auto rounded-lg border bg-surface p-3">
      {chart.title ? <h2 className="mb-2 font-semibold text-sm">{chart.title}</h2> : null}
      {chart.kind !== 'card' && chart.valueTitle ? (
        <p className="text-2xs text-muted">{chart.valueTitle}</p>
      ) : null}
      <Drawn chart={chart} />
      {cut > 0 ? (
        <p className="mt-1 text-muted text-xs">{cut.toLocaleString('en')} more points are not drawn.</p>
      ) : null}
    </div>
  );
}

function Drawn({ chart }: { readonly chart: ResultChart }) {
  const title = chart.title || 'Answer';
  switch (chart.kind) {
    case 'card':
      return (
        <dl className="flex flex-wrap gap-x-12 gap-y-6 p-4">
          {chart.cards.map(({ label, text }) => (
            <div key={label} className="flex flex-col-reverse">
              <dt className="text-muted text-xs">{label}</dt>
              <dd className="break-all font-semibold text-xl tabular-nums">{text}</dd>
            </div>
          ))}
        </dl>
      );
    case 'pie':
      return <PieFigure title={title} axis={chart.axis} series={chart.series} points={chart.points} />;
    case 'scatter':
      return <ScatterFigure {...chart} title={title} height={HEIGHT} />;
    case 'plot':
      if (chart.variant === 'rows')
        return (
          <>
            <BarRows
              title={title}
              axis={chart.axis}
              series={chart.series}
              points={chart.points.slice(0, MOST_BARS)}
              stacking={chart.stacking}
            />
            {chart.points.length > MOST_BARS ? (
              <p className="mt-1 text-muted text-xs">
                The first {MOST_BARS} of {chart.points.length} are drawn.
              </p>
            ) : null}
          </>
        );
      return (
        <StackedChart
          title={title}
          axis={chart.axis}
          series={chart.series}
          points={chart.points}
          variant={chart.variant}
          stacking={chart.variant === 'lines' ? 'none' : chart.stacking}
          range={chart.range}
          isCount={false}
          height={HEIGHT}
        />
      );
  }
}
