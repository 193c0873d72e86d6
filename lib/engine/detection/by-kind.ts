import type { EventKind } from '@/lib/domain/event';

/** Indexes things that read certain kinds of event, so that an event visits only its own. Keeps their order. */
export function byKind<T extends { readonly kinds: readonly EventKind[] }>(
  all: readonly T[],
): (kind: EventKind) => readonly T[] {
  const index = new Map<EventKind, T[]>();
  for (const one of all) {
    for (const kind of one.kinds) {
      const list = index.get(kind);
      if (list) list.push(one);
      else index.set(kind, [one]);
    }
  }
  return (kind) => index.get(kind) ?? [];
}
