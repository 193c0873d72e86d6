'use client';
import { Cell, Pie, PieChart, ResponsiveContainer } from 'recharts';
import { type ChartPoint, type ChartSeries, countOf, markColor } from './chart-data';

export interface PieDrawingProps {
  readonly series: readonly ChartSeries[];
  readonly points: readonly ChartPoint[];
}

/** The drawing itself, in a chunk of its own. */
export function PieDrawing({ series, points }: PieDrawingProps) {
  const data = series.map((one) => ({
    ...one,
    value: points.reduce((sum, point) => sum + countOf(point, one), 0),
  }));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <PieChart accessibilityLayer={false}>
        <Pie
          data={data}
          dataKey="value"
          nameKey="label"
          innerRadius="52%"
          outerRadius="95%"
          startAngle={90}
          endAngle={-270}
          stroke="var(--surface)"
          strokeWidth={2}
          rootTabIndex={-1}
          isAnimationActive={false}
        >
          {data.map(({ key, mark }) => (
            <Cell key={key} fill={markColor(mark)} />
          ))}
        </Pie>
      </PieChart>
    </ResponsiveContainer>
  );
}
