import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatCount, type Mark, markColor } from './chart-data';

export interface BarListItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: number;
  /** The rows behind the number. */
  readonly href?: string;
  /** Right of the number: a share, a rate. */
  readonly detail?: ReactNode;
  readonly mark?: Mark;
}

export interface BarListProps {
  /** What is counted; read out before the list. */
  readonly label: string;
  readonly items: readonly BarListItem[];
  /** The value that fills the width; the largest of the items where absent. */
  readonly max?: number;
}

/** Names with their numbers as bars, in the order that they are given in. Its own table: every number is text. */
export function BarList({ label, items, max }: BarListProps) {
  const top = Math.max(max ?? 0, ...items.map((item) => item.value), 1);
  return (
    <ul aria-label={label} className="flex flex-col gap-0.5">
      {items.map((item) => {
        const inside = (
          <>
            <span className="relative min-w-0 flex-1 truncate py-1 pl-2">
              <svg className="absolute inset-y-0.5 left-0 h-[calc(100%-4px)] w-full" aria-hidden="true">
                <rect
                  width={`${(100 * item.value) / top}%`}
                  height="100%"
                  rx="3"
                  fill={markColor(item.mark ?? 'series-1')}
                  opacity="0.22"
                />
              </svg>
              <span className="relative">{item.label}</span>
            </span>
            <span className="w-16 shrink-0 text-right font-medium">{formatCount(item.value)}</span>
            {item.detail === undefined ? null : (
              <span className="w-14 shrink-0 text-right text-muted text-xs">{item.detail}</span>
            )}
          </>
        );
        const row = 'flex min-h-7 items-center gap-1 rounded-sm pr-1';
        return (
          <li key={item.key}>
            {item.href === undefined ? (
              <div className={row}>{inside}</div>
            ) : (
              <Link href={item.href} className={`${row} hover:bg-hover`}>
                {inside}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
