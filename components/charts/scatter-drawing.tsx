'use client';
import { CartesianGrid, ResponsiveContainer, Scatter, ScatterChart, XAxis, YAxis } from 'recharts';
import { GRID, PLOT_MARGIN, X_AXIS, Y_AXIS } from './axes';
import { type ChartSeries, formatCount, markColor } from './chart-data';

export interface ScatterDot {
  readonly x: number;
  readonly y: number;
  readonly series: string;
  /** The place on the axis as it is read. */
  readonly title: string;
}

export interface ScatterDrawingProps {
  readonly series: readonly ChartSeries[];
  readonly dots: readonly ScatterDot[];
  /** Whether places on the axis are moments, ms since the epoch. */
  readonly isTime: boolean;
}

const DAY = 86_400_000;

/** The drawing itself, in a chunk of its own. */
export function ScatterDrawing({ series, dots, isTime }: ScatterDrawingProps) {
  const times = dots.map(({ x }) => x);
  const isLong = Math.max(...times) - Math.min(...times) > 2 * DAY;
  const moment = (x: number): string => {
    const iso = new Date(x).toISOString();
    return isLong ? iso.slice(5, 10) : iso.slice(11, 16);
  };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ScatterChart margin={{ ...PLOT_MARGIN, right: 16 }} accessibilityLayer={false}>
        <CartesianGrid {...GRID} />
        <XAxis
          {...X_AXIS}
          type="number"
          dataKey="x"
          domain={['dataMin', 'dataMax']}
          tickFormatter={isTime ? moment : formatCount}
        />
        <YAxis {...Y_AXIS} type="number" dataKey="y" allowDecimals />
        {series.map(({ key, label, mark }) => (
          <Scatter
            key={key}
            name={label}
            data={dots.filter((dot) => dot.series === key)}
            fill={markColor(mark)}
            fillOpacity={0.7}
            isAnimationActive={false}
          />
        ))}
      </ScatterChart>
    </ResponsiveContainer>
  );
}
