/** What of a key event counts. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * A press as shortcuts spell it: `j`, `?`, `mod+k` (Control, or Command on a Mac); null where another modifier is held.
 * Shift is in the character itself (`?` and `J` are keys of their own) and named with keys that write none:
 * `shift+ArrowDown`.
 */
export function spell({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return `mod+${key.toLowerCase()}`;
  return shiftKey && key.length > 1 ? `shift+${key}` : key;
}

/** Two keys count as one sequence (`g i`) when the second follows within this time, ms. */
const SEQUENCE_LIMIT = 1_000;

/** The key that began a sequence, and when (ms of any clock). */
export interface Pending {
  readonly key: string;
  readonly at: number;
}

/**
 * Which shortcut a press completes, or which sequence it begins. A sequence wins over the single key that ends it.
 *
 * @param known the shortcuts that work now, as spelled: `j`, `g i`, `mod+k`
 */
export function matchKey(
  known: ReadonlySet<string>,
  pressed: string,
  pending: Pending | null,
  now: number,
): { readonly match: string | null; readonly pending: Pending | null } {
  if (pending && now - pending.at <= SEQUENCE_LIMIT && known.has(`${pending.key} ${pressed}`))
    return { match: `${pending.key} ${pressed}`, pending: null };
  const begins = [...known].some((keys) => keys.startsWith(`${pressed} `));
  return { match: known.has(pressed) ? pressed : null, pending: begins ? { key: pressed, at: now } : null };
}
