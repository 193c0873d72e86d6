import { type Mark, markColor } from './chart-data';

export interface SparklineProps {
  /** What it shows, in words: "New incidents a day, last 14 days". */
  readonly label: string;
  readonly values: readonly number[];
  readonly mark?: Mark;
  readonly className?: string;
}

const WIDTH = 96;
const HEIGHT = 24;

/** A trend without axes, as wide as its class. Drawn by the server: no script. */
export function Sparkline({ label, values, mark = 'series-1', className = 'h-6 w-24' }: SparklineProps) {
  const top = Math.max(...values, 1);
  const step = WIDTH / Math.max(values.length - 1, 1);
  const at = (value: number, index: number) =>
    `${(index * step).toFixed(1)} ${(HEIGHT - 2 - (value / top) * (HEIGHT - 4)).toFixed(1)}`;
  const line = values.map(at).join(' L ');
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${label}: ${values.join(', ')}`}
      className={className}
    >
      {values.length < 2 ? null : (
        <>
          <path d={`M ${line} L ${WIDTH} ${HEIGHT} L 0 ${HEIGHT} Z`} fill={markColor(mark)} opacity="0.14" />
          <path
            d={`M ${line}`}
            fill="none"
            stroke={markColor(mark)}
            strokeWidth="1.5"
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  );
}
