import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { FacetCount, ListChanges, ListCount, ListFilter } from '@/lib/domain/views/list';
import type { Prisma } from '@/lib/server/generated/prisma/client';
import { listChanges, type ShownRow } from './changes';
import { countList, countListGroups, topListValues } from './count';
import { type ListPage, listAnchors, listNeighbours, type Place, readList } from './read';
import type { ListSource } from './source';

/** Everything that can be asked of a list. */
export interface ListReader<F extends ListFilter, R> {
  readonly page: (actor: Actor, filter: F, place?: Place, size?: number) => Promise<ListPage<R>>;
  readonly anchors: (actor: Actor, filter: F) => Promise<readonly string[]>;
  readonly neighbours: (
    actor: Actor,
    filter: F,
    which: Prisma.Sql,
  ) => Promise<{ readonly previous: R | null; readonly next: R | null }>;
  readonly count: (actor: Actor, filter: F) => Promise<number>;
  readonly groups: (actor: Actor, filter: F, group: string | null) => Promise<ListCount>;
  readonly values: (actor: Actor, filter: F, facet: string, match?: string) => Promise<readonly FacetCount[]>;
  readonly changes: (
    actor: Actor,
    filter: F,
    shown: readonly ShownRow[],
    since: Date,
  ) => Promise<ListChanges<R>>;
}

/** Reads the list that a source describes. */
export const listReader = <F extends ListFilter, R>(source: ListSource<F, R>): ListReader<F, R> => ({
  page: (actor, filter, place, size) => readList(source, actor, filter, place, size),
  anchors: (actor, filter) => listAnchors(source, actor, filter),
  neighbours: (actor, filter, which) => listNeighbours(source, actor, filter, which),
  count: (actor, filter) => countList(source, actor, filter),
  groups: (actor, filter, group) => countListGroups(source, actor, filter, group),
  values: (actor, filter, facet, match) => topListValues(source, actor, filter, facet, match),
  changes: (actor, filter, shown, since) => listChanges(source, actor, filter, shown, since),
});
