'use client';
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import { GRID, PLOT_MARGIN, X_AXIS, Y_AXIS } from './axes';
import {
  type ChartPoint,
  type ChartSeries,
  countOf,
  markColor,
  type Stacking,
  type ValueRange,
} from './chart-data';

export interface StackedDrawingProps {
  readonly series: readonly ChartSeries[];
  readonly points: readonly ChartPoint[];
  readonly variant: 'bars' | 'areas' | 'lines';
  readonly stacking: Stacking;
  readonly range: ValueRange | undefined;
  /** Whether what is absent is 0. */
  readonly isCount: boolean;
}

const STILL = { isAnimationActive: false } as const;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What the vertical axis shows; a logarithm has no place for 0. */
function valueAxis(range: ValueRange | undefined, stacking: Stacking, isCount: boolean) {
  if (stacking === 'full') return { ...Y_AXIS, tickFormatter: percent, allowDecimals: true };
  if (!range) return { ...Y_AXIS, allowDecimals: !isCount };
  const { min, max, isLog } = range;
  return {
    ...Y_AXIS,
    allowDecimals: !isCount,
    domain: [min ?? 'auto', max ?? 'auto'] as [number | 'auto', number | 'auto'],
    allowDataOverflow: min !== null || max !== null || isLog,
    ...(isLog ? { scale: 'log' as const } : {}),
  };
}

/** The drawing itself, in a chunk of its own. It neither moves nor listens: that is the plot area's. */
export function StackedDrawing({ series, points, variant, stacking, range, isCount }: StackedDrawingProps) {
  const plot = {
    data: [...points],
    margin: PLOT_MARGIN,
    accessibilityLayer: false,
    ...(stacking === 'full' ? { stackOffset: 'expand' as const } : {}),
  };
  const stack = stacking === 'none' ? {} : { stackId: 'all' };
  const frame = (
    <>
      <CartesianGrid {...GRID} />
      <XAxis
        {...X_AXIS}
        dataKey="key"
        scale="band"
        ticks={points.filter((point) => point.tick !== false).map((point) => point.key)}
        tickFormatter={(key: string) => points.find((point) => point.key === key)?.label ?? ''}
      />
      <YAxis {...valueAxis(range, stacking, isCount)} />
    </>
  );
  const common = (one: ChartSeries) => ({
    key: one.key,
    name: one.label,
    dataKey: (point: ChartPoint) => (isCount ? countOf(point, one) : (point.values[one.key] ?? null)),
    ...STILL,
  });
  return (
    <ResponsiveContainer width="100%" height="100%">
      {variant === 'bars' ? (
        <BarChart {...plot} barCategoryGap="18%">
          {frame}
          {series.map((one) => {
            const { key, ...rest } = common(one);
            return (
              <Bar
                key={key}
                {...rest}
                {...stack}
                fill={markColor(one.mark)}
                data-series={one.key}
                maxBarSize={48}
              />
            );
          })}
        </BarChart>
      ) : variant === 'areas' ? (
        <AreaChart {...plot}>
          {frame}
          {series.map((one) => {
            const { key, ...rest } = common(one);
            return (
              <Area
                key={key}
                {...rest}
                {...stack}
                type="monotone"
                connectNulls
                stroke={markColor(one.mark)}
                fill={markColor(one.mark)}
                fillOpacity={stacking === 'none' ? 0.15 : 0.3}
                data-series={one.key}
              />
            );
          })}
        </AreaChart>
      ) : (
        <LineChart {...plot}>
          {frame}
          {series.map((one) => {
            const { key, ...rest } = common(one);
            return (
              <Line
                key={key}
                {...rest}
                type="linear"
                connectNulls
                stroke={markColor(one.mark)}
                strokeWidth={2}
                dot={points.length === 1}
              />
            );
          })}
        </LineChart>
      )}
    </ResponsiveContainer>
  );
}
