/** A range of whole numbers as an address carries it: `10..50`, `10..`, `..50`; both ends belong to it. */
export interface NumberRange {
  readonly min: number | null;
  readonly max: number | null;
}

/** A span of time as an address carries it: `7d` (the last seven days) or `2026-11-01T00:00Z..`, in UTC. */
export type TimeRange =
  | { readonly kind: 'all' }
  | { readonly kind: 'last'; readonly days: number }
  /** From the first moment on, up to but without the second. */
  | { readonly kind: 'between'; readonly from: string | null; readonly to: string | null };

const ALL_TIME: TimeRange = { kind: 'all' };

const INTEGER = /^\d{1,9}$/;

/** Reads `10..50`, a single `10`, or anything else as no range at all. */
export function parseNumberRange(text: string): NumberRange {
  const [low = '', high = low] = text.split('..', 2).map((part) => part.trim());
  const min = INTEGER.test(low) ? Number(low) : null;
  const max = INTEGER.test(high) ? Number(high) : null;
  return { min, max };
}

/** Inverse of `parseNumberRange`; an empty text for no range. */
export const formatNumberRange = ({ min, max }: NumberRange): string =>
  min === null && max === null ? '' : min === max ? String(min) : `${min ?? ''}..${max ?? ''}`;

const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(\.\d{1,3})?Z)?$/;

/** The moment that a text names, as ISO 8601 without what is zero; null for what is no moment. */
function moment(text: string): string | null {
  if (!MOMENT.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString().replace(/(:00)?\.000Z$/, 'Z');
}

/** Reads `7d` or `from..to`; anything else is all time. */
export function parseTimeRange(text: string): TimeRange {
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  if (days !== undefined && Number(days) > 0) return { kind: 'last', days: Number(days) };
  const [low = '', high = ''] = text.split('..', 2);
  const [from, to] = [moment(low), moment(high)];
  return from === null && to === null ? ALL_TIME : { kind: 'between', from, to };
}

/** Inverse of `parseTimeRange`; `all` for all time. */
export function formatTimeRange(range: TimeRange): string {
  if (range.kind === 'all') return 'all';
  return range.kind === 'last' ? `${range.days}d` : `${range.from ?? ''}..${range.to ?? ''}`;
}
