'use client';

/** Where somebody was in a list when they left it. */
export interface ListPlace<S> {
  /** The state of the list that its rows belong to. */
  readonly snapshot: S;
  /** How far it was scrolled, px. */
  readonly offset: number;
  /** The row that the keys acted on. */
  readonly current: number | null;
}

/** A list that was left longer ago begins anew, ms. */
const KEEP = 10 * 60_000;
const MOST = 20;

const places = new Map<string, { readonly place: ListPlace<unknown>; readonly at: number }>();

/** Notes where somebody is in a list, by the list's own address; for this tab, until it is reloaded. */
export function keepPlace<S>(address: string, place: ListPlace<S>): void {
  places.delete(address);
  places.set(address, { place, at: Date.now() });
  const [oldest] = places.keys();
  if (places.size > MOST && oldest !== undefined) places.delete(oldest);
}

/** Where somebody was in that list not long ago. */
export function recallPlace<S>(address: string): ListPlace<S> | null {
  const kept = places.get(address);
  return kept && Date.now() - kept.at < KEEP ? (kept.place as ListPlace<S>) : null;
}

/** The list begins at its top the next time: somebody chose to see it anew. */
export function forgetPlace(address: string): void {
  places.delete(address);
}

let visited: string | null = null;

/** Notes which row of a list is being looked at on a page of its own, by the address of that page. */
export function noteVisit(href: string): void {
  visited = href;
}

/** The row that was looked at last: *previous* and *next* on its page may have moved on from the one that was opened. */
export const lastVisit = (): string | null => visited;
