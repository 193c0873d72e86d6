import 'server-only';
import { type FacetWords, orderGroups } from '@/components/lists/facet-words';
import type { ListStart } from '@/components/lists/use-list';
import type { ListParams, ListState } from '@/lib/client/list-state';
import type { Actor } from '@/lib/domain/permissions';
import type { ListFilter } from '@/lib/domain/views/list';
import type { ListReader } from '@/lib/server/lists/reader';

/** A page's parameters as the query string that they were. */
export const queryOf = (params: Readonly<Record<string, string | string[] | undefined>>): string =>
  new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
  ).toString();

interface Opened<F extends ListFilter, R> {
  readonly list: ListReader<F, R>;
  readonly state: ListState;
  readonly words: FacetWords;
  /** The list as a whole, whatever group its address names. */
  readonly filter: F;
}

/**
 * The first rows of a list. They do not wait for their count, which is streamed after them; groups do, since nothing can
 * be laid out before it is known how large they are.
 */
export async function openList<F extends ListFilter, R>(
  actor: Actor,
  { list, state, words, filter }: Opened<F, R>,
  query: string,
): Promise<ListStart<R>> {
  const { group, folded }: ListParams = state.read(query);
  const asOf = new Date().toISOString();
  const search = state.rows(query);
  if (group === null) {
    const count = list.groups(actor, filter, null);
    count.catch(() => undefined);
    const { rows, next } = await list.page(actor, filter);
    return { head: { rows, next }, section: null, search, asOf, count };
  }
  const count = await list.groups(actor, filter, group);
  const first = orderGroups(words[group], count.groups).find(({ value }) => !folded.includes(value));
  if (!first) return { head: { rows: [], next: null }, section: null, search, asOf, count };
  const { rows, next } = await list.page(actor, { ...filter, within: { group, value: first.value } });
  return { head: { rows, next }, section: first.value, search, asOf, count };
}
