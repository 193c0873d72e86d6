import type { HuntResult } from '@/lib/domain/views/hunting';
import { clrName } from '@/lib/kql/types';
import { AppError } from '../errors';

/** Days that Graph looks back where the request names no time. */
const DEFAULT_DAYS = 30;
const MS = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 } as const;
const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Milliseconds of an ISO 8601 duration of weeks and smaller parts; null for anything else. */
function durationOf(text: string): number | null {
  const parts = DURATION.exec(text);
  if (!parts || text === 'P' || text.endsWith('T')) return null;
  const [, w, d, h, m, s] = parts;
  return (
    Number(w ?? 0) * MS.W +
    Number(d ?? 0) * MS.D +
    Number(h ?? 0) * MS.H +
    Number(m ?? 0) * MS.M +
    Number(s ?? 0) * MS.S
  );
}

/**
 * The range that `Timespan` names: `P7D` back from now, or `start/end` where either may be a duration.
 * @throws AppError for what is neither
 */
export function timespanOf(text: string | undefined, now: number): { from: number; to: number } {
  if (text === undefined) return { from: now - DEFAULT_DAYS * MS.D, to: now };
  const [first = '', second] = text.split('/');
  const [a, b] = [durationOf(first), second === undefined ? null : durationOf(second)];
  const [start, end] = [Date.parse(first), Date.parse(second ?? '')];
  if (second === undefined && a !== null) return { from: now - a, to: now };
  if (a !== null && !Number.isNaN(end)) return { from: end - a, to: end };
  if (b !== null && !Number.isNaN(start)) return { from: start, to: start + b };
  if (!Number.isNaN(start) && !Number.isNaN(end)) return { from: start, to: end };
  throw new AppError('badRequest', `timespan ${text}`, {
    userText: 'Timespan: expected an ISO 8601 duration such as P7D, or start/end.',
  });
}

/** `huntingQueryResults` as Graph writes them, types by their names in .NET. */
export const graphResults = ({ columns, rows }: HuntResult) => ({
  schema: columns.map(({ name, type }) => ({ name, type: clrName(type) })),
  results: rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]]))),
});
