import type { EventKind } from '@/lib/domain/event';

/**
 * Indexes things that read certain kinds of event, so that an event visits only its own. Keeps their order.
 * @param choose which of a kind's are visited; all of them when absent
 */
export function byKind<T extends { readonly kinds: readonly EventKind[] }>(
  all: readonly T[],
  choose: (ofKind: readonly T[]) => readonly T[] = (ofKind) => ofKind,
): (kind: EventKind) => readonly T[] {
  const kinds = new Set(all.flatMap((one) => one.kinds));
  const index = new Map<EventKind, readonly T[]>();
  for (const kind of kinds) index.set(kind, choose(all.filter((one) => one.kinds.includes(kind))));
  return (kind) => index.get(kind) ?? [];
}
