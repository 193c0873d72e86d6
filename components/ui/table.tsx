'use client';
import type { ComponentProps, KeyboardEvent, ReactNode } from 'react';
import { cx } from './cx';

export interface TableProps {
  /** What the rows are; read out before the table. */
  readonly label: string;
  readonly children: ReactNode;
  /** For instance a maximum height: the header sticks to the top of the frame. */
  readonly className?: string;
  /**
   * Columns keep the widths their headers name, the others share the rest, and the table is never wider than its room
   * (columns of little use are left out with `hidden @4xl:table-cell`, by the width of the frame).
   * Implies `cards`.
   */
  readonly fixed?: boolean;
  /** On a phone each row becomes a card: its first cell on a line of its own, the others after one another below. */
  readonly cards?: boolean;
}

const CARDS =
  'max-sm:block max-sm:[&_thead]:sr-only max-sm:[&_tbody]:block max-sm:[&_tr]:flex max-sm:[&_tr]:flex-wrap max-sm:[&_tr]:items-center max-sm:[&_tr]:gap-x-2 max-sm:[&_tr]:gap-y-0.5 max-sm:[&_tr]:border-b max-sm:[&_tr]:px-3 max-sm:[&_tr]:py-2 max-sm:[&_td]:h-auto max-sm:[&_td]:max-w-full max-sm:[&_td]:border-0 max-sm:[&_td]:p-0 max-sm:[&_td:first-child]:w-full max-sm:[&_td:first-child]:pl-0 max-sm:[&_td:last-child]:pr-0';

const KEYS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Moves focus among the links marked `data-row-link`: the rows' own links are the stops, so Enter opens one. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target;
  const step = KEYS[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
  if (target.closest('input, select, textarea, [role="menu"], [contenteditable="true"]')) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')];
  if (links.length === 0) return;
  const row = target.closest('tr');
  const here = links.findIndex((link) => row?.contains(link));
  const to =
    event.key === 'Home' ? 0 : event.key === 'End' ? links.length - 1 : step ? here + step : undefined;
  const next = to === undefined ? undefined : links[Math.min(Math.max(to, 0), links.length - 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

/**
 * A dense table in a frame that scrolls sideways by itself. Arrow keys or j/k move from row to row over the elements
 * marked `data-row-link`.
 */
export function Table({ label, children, className, fixed = false, cards = fixed }: TableProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys only move focus among links that are tab stops anyway
    <div
      className={cx('@container relative overflow-auto rounded-lg border bg-surface', className)}
      onKeyDown={moveFocus}
      // What scrolls sideways must be reachable by keyboard; a fixed table never does.
      {...(fixed ? { role: 'presentation' } : { role: 'group', 'aria-label': label, tabIndex: 0 })}
    >
      <table
        className={cx(
          'w-full border-separate border-spacing-0 text-left',
          fixed && 'table-fixed',
          cards && CARDS,
        )}
        aria-label={label}
      >
        {children}
      </table>
    </div>
  );
}

export function THead({ children }: { readonly children: ReactNode }) {
  return (
    <thead className="sticky top-0 z-10">
      <tr>{children}</tr>
    </thead>
  );
}

export function TH({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      {...rest}
      className={cx(
        'h-8 whitespace-nowrap border-b bg-surface px-2.5 font-medium text-muted text-xs first:pl-4 last:pr-4',
        className,
      )}
    />
  );
}

export interface TRProps extends ComponentProps<'tr'> {
  readonly selected?: boolean;
}

export function TR({ className, selected, ...rest }: TRProps) {
  return (
    <tr
      {...rest}
      data-selected={selected || undefined}
      className={cx(
        'group focus-within:bg-selected hover:bg-hover data-[selected]:bg-selected [&:last-child>td]:border-b-0',
        className,
      )}
    />
  );
}

export function TD({ className, ...rest }: ComponentProps<'td'>) {
  return <td {...rest} className={cx('h-9 border-b px-2.5 py-1 first:pl-4 last:pr-4', className)} />;
}
