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
import { type ChartPoint, type ChartSeries, countOf, markColor } from './chart-data';

export interface StackedDrawingProps {
  readonly series: readonly ChartSeries[];
  readonly points: readonly ChartPoint[];
  readonly variant: 'bars' | 'areas' | 'lines';
}

const STILL = { isAnimationActive: false } as const;

/** The drawing itself, in a chunk of its own. It neither moves nor listens: that is the plot area's. */
export function StackedDrawing({ series, points, variant }: StackedDrawingProps) {
  const plot = { data: [...points], margin: PLOT_MARGIN, accessibilityLayer: false };
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
      <YAxis {...Y_AXIS} />
    </>
  );
  const common = (one: ChartSeries) => ({
    key: one.key,
    name: one.label,
    dataKey: (point: ChartPoint) => countOf(point, one),
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
                stackId="all"
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
                type="monotone"
                stackId="all"
                stroke={markColor(one.mark)}
                fill={markColor(one.mark)}
                fillOpacity={0.3}
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
                stroke={markColor(one.mark)}
                strokeWidth={2}
                dot={false}
              />
            );
          })}
        </LineChart>
      )}
    </ResponsiveContainer>
  );
}
