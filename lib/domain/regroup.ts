import { z } from 'zod';
import { COMMENT_LIMIT } from './limits';

const id = z.string().min(1).max(200);
const version = z.number().int().min(1);
const reason = z.string().trim().max(COMMENT_LIMIT);

/** Alerts that one move takes at most: more is a merge. */
const MOVE_LIMIT = 1_000;

export const mergeInput = z.object({ id, version, into: id, intoVersion: version, reason });
/** `holder` is where the alerts were when the person looked. */
export const unmergeInput = z.object({ id, holder: id, reason });
/** `into: null` opens a new incident for them. */
export const moveAlertsInput = z.object({
  id,
  version,
  alertIds: z.array(id).min(1, 'Choose an alert.').max(MOVE_LIMIT),
  into: id.nullable(),
  reason,
});

export type MergeInput = z.infer<typeof mergeInput>;
export type UnmergeInput = z.infer<typeof unmergeInput>;
export type MoveAlertsInput = z.infer<typeof moveAlertsInput>;
