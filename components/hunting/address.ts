import { fromFragment, toFragment } from '@/lib/client/query-text';
import { type RangeText, readRange, STANDARD_RANGE } from './time-range';

/** What the console's address carries behind its `#`: it never reaches a server. */
export interface Desk {
  readonly text: string;
  readonly range: RangeText;
  /** Rows at most. */
  readonly limit: string;
  /** How the columns stand. */
  readonly layout: string;
}

export const LIMITS = ['1000', '10000', '100000'];
const STANDARD_LIMIT = '10000';

/** The address of this page with a desk. */
export async function addressOf({ text, range, limit, layout }: Desk): Promise<string> {
  const url = new URL(window.location.href);
  const parts = new URLSearchParams();
  if (text !== '') parts.set('q', await toFragment(text));
  if (range !== STANDARD_RANGE) parts.set('t', range);
  if (limit !== STANDARD_LIMIT) parts.set('n', limit);
  if (layout !== '') parts.set('c', layout);
  url.hash = parts.toString();
  return url.href;
}

/** The desk that an address carries. */
export async function deskOf(hash: string): Promise<Desk> {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const query = parts.get('q');
  const limit = parts.get('n') ?? '';
  return {
    text: query ? ((await fromFragment(query)) ?? '') : '',
    range: readRange(parts.get('t')),
    limit: LIMITS.includes(limit) ? limit : STANDARD_LIMIT,
    layout: parts.get('c') ?? '',
  };
}
