import { z } from 'zod';
import { ALERT_STATUSES, CLASSIFICATIONS, DETERMINATIONS, DETERMINATIONS_OF } from './alert';
import { JOB_TARGETS } from './job-states';
import { COMMENT_LIMIT, TAG_LIMIT } from './limits';

/** Most rows that are picked one by one; more is a filter. */
const PICKED_LIMIT = 10_000;

const id = z.string().min(1).max(200);
const comment = z.string().trim().max(COMMENT_LIMIT);
const tags = z.array(z.string().trim().min(1).max(64)).max(TAG_LIMIT);
const verdict = { classification: z.enum(CLASSIFICATIONS), determination: z.enum(DETERMINATIONS) };

const assign = z.object({ do: z.literal('assign'), assignedTo: id.nullable() });
const classify = z.object({ do: z.literal('classify'), ...verdict });

const incidentAction = z.discriminatedUnion('do', [
  assign,
  classify,
  z.object({ do: z.literal('status'), status: z.enum(['active', 'inProgress', 'awaitingAction']) }),
  z.object({ do: z.literal('resolve'), ...verdict, comment }),
  z.object({
    do: z.literal('reopen'),
    status: z.enum(['active', 'inProgress']),
    reason: comment.min(1, 'Say why they are opened again.'),
  }),
  z
    .object({ do: z.literal('tags'), add: tags, remove: tags })
    .refine(({ add, remove }) => add.length + remove.length > 0, 'Name a tag to add or to remove.'),
]);

const alertAction = z.discriminatedUnion('do', [
  assign,
  classify,
  z.object({ do: z.literal('status'), status: z.enum(ALERT_STATUSES).exclude(['unknown']) }),
]);

/** A classification with one of its own determinations; resolving needs one. */
function soundVerdict(
  { action }: { readonly action: IncidentAction | AlertAction },
  context: z.RefinementCtx,
): void {
  if (action.do !== 'classify' && action.do !== 'resolve') return;
  const offered: readonly string[] = DETERMINATIONS_OF[action.classification];
  if (action.determination !== 'unknown' && !offered.includes(action.determination)) {
    context.addIssue({ code: 'custom', path: ['action'], message: 'is not one of this classification' });
  }
  if (action.do === 'resolve' && action.classification === 'unknown') {
    context.addIssue({ code: 'custom', path: ['action'], message: 'Choose a classification.' });
  }
}

/** `BulkSelection` as a request carries it. */
const selectionInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ids'), ids: z.array(id).min(1).max(PICKED_LIMIT) }),
  z.object({
    kind: z.literal('filter'),
    search: z.string().max(4_000),
    expected: z.number().int().min(0),
  }),
]);

export const jobInput = z
  .discriminatedUnion('target', [
    z.object({ target: z.literal('incident'), action: incidentAction, selection: selectionInput }),
    z.object({ target: z.literal('alert'), action: alertAction, selection: selectionInput }),
  ])
  .superRefine(soundVerdict);

export const previewInput = z.object({ target: z.enum(JOB_TARGETS), selection: selectionInput });
export const jobIdInput = z.object({ id });

export type IncidentAction = z.infer<typeof incidentAction>;
export type AlertAction = z.infer<typeof alertAction>;
export type BulkAction = IncidentAction | AlertAction;
/** What is done, to what; as a job keeps it. */
export type JobWork =
  | { readonly target: 'incident'; readonly action: IncidentAction }
  | { readonly target: 'alert'; readonly action: AlertAction };

const storedWork = z.discriminatedUnion('target', [
  z.object({ target: z.literal('incident'), action: incidentAction }),
  z.object({ target: z.literal('alert'), action: alertAction }),
]);

/** The work of a stored job. @throws ZodError for one that no version of the portal wrote */
export const readWork = (target: string, action: unknown): JobWork => storedWork.parse({ target, action });
