import { type FacetCount, NO_VALUE } from '@/lib/domain/views/list';

/** How a property that a list is filtered and grouped by is told in words. */
export interface FacetWord {
  readonly label: string;
  /** All values there are, in the order in which people expect them; absent where what is stored tells them. */
  readonly values?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  /** What a value is called that `labels` does not know. */
  readonly labelOf?: (value: string) => string;
  /** What having none is called: nobody, no tag. */
  readonly nothing?: string;
  /** Its values are people: *me* and nobody are offered first. */
  readonly isPerson?: boolean;
}

/** The properties of a list by the name that its address calls them by. */
export type FacetWords = Readonly<Record<string, FacetWord>>;

/** What people call a value of a facet. */
export function facetLabel(word: FacetWord | undefined, value: string, name?: string): string {
  if (value === NO_VALUE && word?.nothing) return word.nothing;
  if (word?.isPerson && value === 'me') return 'Me';
  return word?.labels?.[value] ?? name ?? word?.labelOf?.(value) ?? value;
}

/** Groups in the order in which people expect them: as the scale goes, else the largest first; nothing last. */
export function orderGroups(
  word: FacetWord | undefined,
  groups: readonly FacetCount[],
): readonly FacetCount[] {
  const order = word?.values ?? [];
  const place = ({ value }: FacetCount) =>
    value === NO_VALUE ? Number.POSITIVE_INFINITY : order.indexOf(value);
  return order.length > 0 || groups.some(({ value }) => value === NO_VALUE)
    ? [...groups].sort((a, b) => (place(a) === place(b) ? b.count - a.count : place(a) - place(b)))
    : groups;
}
