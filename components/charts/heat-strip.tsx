import { cx } from '@/components/ui/cx';

export interface HeatCell {
  readonly count: number;
  readonly failed: number;
}

export interface HeatStripProps {
  readonly label: string;
  /** What is counted: "sign-ins". */
  readonly what: string;
  /** Seven days from Monday on, 24 hours each. */
  readonly cells: readonly (readonly HeatCell[])[];
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** Five steps from few to most; nothing has none. */
const SHADES = ['bg-series-1/20', 'bg-series-1/40', 'bg-series-1/60', 'bg-series-1/80', 'bg-series-1'];

const shadeOf = (count: number, most: number): string =>
  count === 0 ? 'bg-sunken' : (SHADES[Math.min(4, Math.ceil(5 * Math.sqrt(count / most) - 1))] ?? '');

/** Hours by weekdays, the more the darker; a mark in the corner where something failed. It is a table for those who read it. */
export function HeatStrip({ label, what, cells }: HeatStripProps) {
  const most = Math.max(1, ...cells.flat().map((cell) => cell.count));
  return (
    <figure>
      <table aria-label={label} className="w-full table-fixed border-separate border-spacing-px text-2xs">
        <thead>
          <tr>
            <th scope="col" className="w-9">
              <span className="sr-only">Day</span>
            </th>
            {Array.from({ length: 24 }, (_, hour) => `${hour}`).map((hour) => (
              <th key={hour} scope="col" className="font-normal text-muted">
                <span className={cx(Number(hour) % 3 !== 0 && 'sr-only')}>{hour.padStart(2, '0')}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, day) => (
            <tr key={DAYS[day]}>
              <th scope="row" className="text-left font-normal text-muted">
                {DAYS[day]}
              </th>
              {row.map((cell, hour) => (
                <Cell
                  // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place
                  key={hour}
                  cell={cell}
                  most={most}
                  title={`${DAYS[day]} ${String(hour).padStart(2, '0')}:00: ${wordsOf(cell, what)}`}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-2 text-muted text-xs">
        <span className="inline-flex items-center gap-1.5">
          Few
          <span aria-hidden="true" className="inline-flex gap-px">
            {SHADES.map((shade) => (
              <span key={shade} className={cx('size-3 rounded-xs', shade)} />
            ))}
          </span>
          {most.toLocaleString('en')} in an hour
        </span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className="relative size-3 rounded-xs bg-series-1/40">
            <Corner />
          </span>
          Some failed
        </span>
      </figcaption>
    </figure>
  );
}

const wordsOf = ({ count, failed }: HeatCell, what: string): string =>
  `${count.toLocaleString('en')} ${what}${failed > 0 ? `, ${failed} failed` : ''}`;

interface CellProps {
  readonly cell: HeatCell;
  readonly most: number;
  readonly title: string;
}

function Cell({ cell, most, title }: CellProps) {
  return (
    <td title={title} className={cx('relative h-6 rounded-xs', shadeOf(cell.count, most))}>
      <span className="sr-only">
        {cell.count}
        {cell.failed > 0 ? `, ${cell.failed} failed` : ''}
      </span>
      {cell.failed > 0 ? <Corner /> : null}
    </td>
  );
}

function Corner() {
  return (
    <svg viewBox="0 0 6 6" className="absolute top-0 right-0 size-1.5 fill-high-mark" aria-hidden="true">
      <path d="M0 0h6v6Z" />
    </svg>
  );
}
