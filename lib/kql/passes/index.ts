import type { Plan } from '../plan/relation';
import { mapRelation } from '../plan/walk';
import { stageWindows } from './windows';

/** What every plan goes through before it is written. */
export const prepare = (plan: Plan): Plan => ({ ...plan, root: mapRelation(plan.root, stageWindows) });
