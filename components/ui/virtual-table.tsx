'use client';
import {
  type ReactNode,
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useRef,
  useSyncExternalStore,
} from 'react';
import { cx } from './cx';
import { useRowWindow } from './use-row-window';

/** Heights of a row in px: a line of a table, and a card on a phone. The classes below say the same. */
const ROW_HEIGHT = { comfortable: 36, compact: 28, card: 92 } as const;
const HEAD_HEIGHT = 32;
/** Rows that the server writes: a screen of a usual window. The browser takes over from there. */
const FIRST_ROWS = 30;
const PHONE = '(width < 40rem)';

/** What is in sight. */
export interface VisibleRange {
  readonly first: number;
  readonly last: number;
  /** The list is moving: what comes into sight may be gone at once. */
  readonly isScrolling: boolean;
}

export interface VirtualTableHandle {
  /** Brings a row into sight, moving as little as it can. */
  readonly reveal: (index: number) => void;
  readonly scrollTo: (offset: number) => void;
  /** How far the list is scrolled, px. */
  readonly offset: () => number;
  readonly frame: () => HTMLElement | null;
}

export interface VirtualTableProps {
  /** What the rows are; read out before the table. */
  readonly label: string;
  readonly density: 'comfortable' | 'compact';
  /** `th` elements, as many as a row has cells. */
  readonly head: ReactNode;
  readonly rowCount: number;
  /** The `tr` of a row, with its `aria-rowindex` at index + 2 and `data-index`; it must not be higher than ROW_HEIGHT. */
  readonly renderRow: (index: number) => ReactNode;
  readonly onRange: (range: VisibleRange) => void;
  /** Where the list begins, px. */
  readonly initialOffset?: number;
  readonly handle?: Ref<VirtualTableHandle>;
  readonly className?: string;
}

const never = () => () => {};

function watchPhone(changed: () => void): () => void {
  const query = window.matchMedia(PHONE);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

const LINES =
  'w-full table-fixed border-separate border-spacing-0 text-left [&_tbody_td]:h-9 data-[density=compact]:[&_tbody_td]:h-7';
/** On a phone each row is a card of one height: its first line over the whole width, the rest in a line below. */
const PHONE_CARDS =
  'max-sm:block max-sm:[&_thead]:sr-only max-sm:[&_tbody]:block max-sm:[&_tbody_tr]:block max-sm:[&_tbody_td]:block max-sm:[&_tbody_td]:h-auto! max-sm:[&_tr[data-index]]:flex! max-sm:[&_tr[data-index]]:h-[92px] max-sm:[&_tr[data-index]]:flex-wrap max-sm:[&_tr[data-index]]:content-center max-sm:[&_tr[data-index]]:items-center max-sm:[&_tr[data-index]]:gap-x-2 max-sm:[&_tr[data-index]]:gap-y-1 max-sm:[&_tr[data-index]]:overflow-hidden max-sm:[&_tr[data-index]]:border-b max-sm:[&_tr[data-index]]:px-3 max-sm:[&_tr[data-index]>td]:max-w-full max-sm:[&_tr[data-index]>td]:border-0 max-sm:[&_tr[data-index]>td]:p-0';

/**
 * A dense table of any length in a frame that scrolls: only what is in sight is in the document. All rows have the same
 * height, so the scrollbar tells the truth and nothing is measured. It fills its parent, a flex column.
 */
export function VirtualTable(props: VirtualTableProps) {
  const { label, density, head, rowCount, renderRow, handle, className } = props;
  const frame = useRef<HTMLDivElement>(null);
  const isLive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const isPhone = useSyncExternalStore(
    watchPhone,
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
  const height = isPhone ? ROW_HEIGHT.card : ROW_HEIGHT[density];
  const list = useRowWindow({
    frame,
    count: rowCount,
    height,
    head: isPhone ? 0 : HEAD_HEIGHT,
    initialOffset: props.initialOffset ?? 0,
    guess: FIRST_ROWS,
  });
  useImperativeHandle(handle, () => ({
    reveal: list.reveal,
    scrollTo: list.scrollTo,
    offset: list.offset,
    frame: () => frame.current,
  }));
  const { first, last, isScrolling } = list;
  const tell = useEffectEvent((range: VisibleRange) => props.onRange(range));
  useEffect(() => tell({ first, last, isScrolling }), [first, last, isScrolling]);
  const firstRow = isLive ? list.firstRow : 0;
  const lastRow = isLive ? list.lastRow : Math.min(rowCount, FIRST_ROWS) - 1;
  const shown = Array.from({ length: lastRow - firstRow + 1 }, (_, i) => firstRow + i);
  return (
    <div
      ref={frame}
      role="presentation"
      className={cx(
        '@container relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden rounded-lg border bg-surface [overflow-anchor:none]',
        className,
      )}
    >
      <table
        aria-label={label}
        aria-rowcount={rowCount + 1}
        data-density={density}
        className={cx(LINES, PHONE_CARDS)}
      >
        <thead className="sticky top-0 z-10">
          <tr aria-rowindex={1}>{head}</tr>
        </thead>
        <tbody>
          <Space height={firstRow * height} />
          {shown.map(renderRow)}
          <Space height={isLive ? (rowCount - lastRow - 1) * height : 0} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are out of sight. */
function Space({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it is no row of the table, it stands for those out of sight
    <tr role="presentation">
      <td role="presentation" className="border-0 p-0" style={{ height }} />
    </tr>
  );
}
