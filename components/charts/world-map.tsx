import Link from 'next/link';
import { cx } from '@/components/ui/cx';
import { WORLD, worldPoint } from '@/lib/core/world';

export interface MapMark {
  readonly id: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly count: number;
  /** Shape and colour say the same. */
  readonly shape: MapShape;
  readonly label: string;
  readonly href: string;
}

export type MapShape = 'circle' | 'triangle' | 'diamond';

const FILL: Readonly<Record<MapShape, string>> = {
  circle: 'fill-series-1',
  triangle: 'fill-medium-mark',
  diamond: 'fill-high-mark',
};

/** Diameter of the smallest and the largest mark, px. */
const [SMALLEST, LARGEST] = [12, 34];

export interface WorldMapProps {
  readonly label: string;
  readonly marks: readonly MapMark[];
  readonly legend: readonly { readonly shape: MapShape; readonly label: string }[];
}

/** Places on the outlines of the countries, sized by count. Every mark is a link; the outlines come from the portal. */
export function WorldMap({ label, marks, legend }: WorldMapProps) {
  const most = Math.max(1, ...marks.map((mark) => mark.count));
  const bySize = [...marks].sort((a, b) => b.count - a.count);
  return (
    <figure aria-label={label}>
      <div className="relative overflow-hidden">
        <svg
          viewBox={`0 0 ${WORLD.width} ${WORLD.height}`}
          className="block h-auto w-full"
          aria-hidden="true"
        >
          <use
            href="/api/world-map#land"
            width={WORLD.width}
            height={WORLD.height}
            className="fill-neutral-bg"
          />
          <use
            href="/api/world-map#borders"
            width={WORLD.width}
            height={WORLD.height}
            className="fill-none stroke-surface"
            strokeWidth="0.8"
          />
        </svg>
        {bySize.map((mark) => {
          const point = worldPoint(mark.longitude, mark.latitude);
          if (point === null) return null;
          const size = SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(mark.count / most);
          return (
            <Link
              key={mark.id}
              href={mark.href}
              scroll={false}
              prefetch={false}
              title={mark.label}
              aria-label={mark.label}
              className="-translate-x-1/2 -translate-y-1/2 absolute flex min-h-6 min-w-6 items-center justify-center"
              style={{ left: `${point[0] * 100}%`, top: `${point[1] * 100}%` }}
            >
              <Shape shape={mark.shape} size={size} />
            </Link>
          );
        })}
      </div>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 pt-2 text-muted text-xs">
        {legend.map(({ shape, label: text }) => (
          <span key={shape} className="inline-flex items-center gap-1.5">
            <Shape shape={shape} size={SMALLEST} />
            {text}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function Shape({ shape, size }: { readonly shape: MapShape; readonly size: number }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width={size}
      height={size}
      aria-hidden="true"
      className={cx('stroke-surface', FILL[shape])}
      strokeWidth="1.2"
      fillOpacity="0.85"
    >
      {shape === 'circle' ? <circle cx="10" cy="10" r="8" /> : null}
      {shape === 'triangle' ? <path d="M10 2 18.5 17h-17Z" /> : null}
      {shape === 'diamond' ? <path d="M10 1 19 10 10 19 1 10Z" /> : null}
    </svg>
  );
}
