import type { Plan, Relation } from '../plan/relation';
import { mapRelation } from '../plan/walk';
import { pruneColumns } from './prune-columns';
import { pushFilters } from './push-filters';
import { stageWindows } from './windows';

/** What every plan must go through before it can be written. */
const NEEDED = stageWindows;

/** What makes a plan quicker without changing its rows; `plain` leaves it out. */
const quicker = (root: Relation): Relation => pruneColumns(mapRelation(root, pushFilters));

export function prepare(plan: Plan, plain = false): Plan {
  const root = mapRelation(plan.root, NEEDED);
  return { ...plan, root: plain ? root : quicker(root) };
}
