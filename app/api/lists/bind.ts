import 'server-only';
import { loadAlertParams, toAlertFilter } from '@/lib/client/alerts';
import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import {
  loadRiskDetectionParams,
  loadRiskySignInParams,
  loadRiskyUserParams,
  toRiskDetectionFilter,
  toRiskySignInFilter,
  toRiskyUserFilter,
} from '@/lib/client/risk';
import type { Actor, Permission } from '@/lib/domain/permissions';
import type {
  FacetCount,
  ListBlock,
  ListChanges,
  ListCount,
  ListFilter,
  ListName,
} from '@/lib/domain/views/list';
import { alertList } from '@/lib/server/alerts/list';
import { incidentList } from '@/lib/server/incidents/list';
import type { ShownRow } from '@/lib/server/lists/changes';
import type { ListReader } from '@/lib/server/lists/reader';
import { riskDetectionList, riskySignInList, riskyUserList } from '@/lib/server/risk/lists';

/** A list as its routes answer for it: whatever is asked, the filter is what the address of the list says. */
export interface BoundList {
  readonly permission: Permission;
  readonly rows: (actor: Actor, query: URLSearchParams) => Promise<ListBlock<unknown>>;
  readonly anchors: (actor: Actor, query: URLSearchParams) => Promise<readonly string[]>;
  readonly count: (actor: Actor, query: URLSearchParams) => Promise<ListCount>;
  readonly values: (
    actor: Actor,
    query: URLSearchParams,
    facet: string,
    match: string,
  ) => Promise<readonly FacetCount[]>;
  readonly changes: (
    actor: Actor,
    query: URLSearchParams,
    shown: readonly ShownRow[],
    since: Date,
  ) => Promise<ListChanges<unknown>>;
}

interface Params {
  readonly after: string;
  readonly before: string;
  readonly group: string | null;
}

function bind<P extends Params, F extends ListFilter, R>(
  permission: Permission,
  load: (query: URLSearchParams) => P,
  toFilter: (params: P) => F,
  list: ListReader<F, R>,
): BoundList {
  const filterOf = (query: URLSearchParams) => toFilter(load(query));
  return {
    permission,
    rows: async (actor, query) => {
      const params = load(query);
      const { rows, next } = await list.page(actor, toFilter(params), params);
      return { rows, next };
    },
    anchors: (actor, query) => list.anchors(actor, filterOf(query)),
    count: (actor, query) => list.groups(actor, filterOf(query), load(query).group),
    values: (actor, query, facet, match) => list.values(actor, filterOf(query), facet, match),
    changes: (actor, query, shown, since) => list.changes(actor, filterOf(query), shown, since),
  };
}

/** The lists that have routes, by their name in the path. */
export const BOUND_LISTS: Readonly<Record<ListName, BoundList>> = {
  incidents: bind('incident:read', loadIncidentParams, toIncidentFilter, incidentList),
  alerts: bind('incident:read', loadAlertParams, toAlertFilter, alertList),
  users: bind('risk:read', loadRiskyUserParams, toRiskyUserFilter, riskyUserList),
  riskDetections: bind('risk:read', loadRiskDetectionParams, toRiskDetectionFilter, riskDetectionList),
  riskySignIns: bind('risk:read', loadRiskySignInParams, toRiskySignInFilter, riskySignInList),
};
