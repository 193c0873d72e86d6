import { z } from 'zod';
import { ALERT_STATUSES, CLASSIFICATIONS, DETERMINATIONS, DETERMINATIONS_OF } from './alert';
import { INCIDENT_STATUSES } from './incident';
import { COMMENT_LIMIT } from './limits';
import { SEVERITIES } from './severity';
import { RISK_ACTIONS } from './views/risk';

const id = z.string().min(1).max(200);
/** The version of the thing that the person was looking at: a write over a newer one is refused. */
const versioned = { id, version: z.number().int().min(1) };
const commentText = z.string().trim().max(COMMENT_LIMIT);

/** A classification with one of its own determinations; `unknown` has none. */
const verdict = z
  .object({ classification: z.enum(CLASSIFICATIONS), determination: z.enum(DETERMINATIONS) })
  .superRefine((value, context) => {
    const offered: readonly string[] = DETERMINATIONS_OF[value.classification];
    if (value.determination === 'unknown' || offered.includes(value.determination)) return;
    context.addIssue({
      code: 'custom',
      path: ['determination'],
      message: 'is not a determination of this classification',
    });
  });

export const assignInput = z.object({ ...versioned, assignedTo: id.nullable() });
export const incidentStatusInput = z.object({ ...versioned, status: z.enum(INCIDENT_STATUSES) });
export const classifyInput = z.object(versioned).and(verdict);
export const resolveInput = z.object({ ...versioned, comment: commentText }).and(verdict);
export const reopenInput = z.object({
  ...versioned,
  status: z.enum(['active', 'inProgress']),
  reason: commentText.min(1, 'Say why it is opened again.'),
});
export const tagsInput = z.object({
  ...versioned,
  tags: z.array(z.string().trim().min(1).max(64)).max(50),
});
/** `null` goes back to the highest severity of the alerts. */
export const severityInput = z.object({ ...versioned, severity: z.enum(SEVERITIES).nullable() });
/** `null` goes back to the name that is made from the alerts. */
export const renameInput = z.object({ ...versioned, name: z.string().trim().min(1).max(300).nullable() });
export const commentInput = z.object({
  targetType: z.enum(['incident', 'alert', 'user']),
  targetId: id,
  body: commentText.min(1, 'Write something first.'),
  /** Ids of the people that the text names with `@`. */
  mentions: z.array(id).max(50).optional(),
});
export const commentEditInput = commentInput.pick({ body: true, mentions: true }).extend({ id });
export const commentDeleteInput = z.object({ id });
/** What keeps the detector quiet from now on: conditions of those that the alert offers, by their keys. */
const exclusionChoice = z.object({
  keys: z.array(z.string().max(64)).min(1, 'Choose what it is about.').max(60),
  days: z.number().int().min(1).max(3_650).nullable(),
  reason: z.string().trim().min(1, 'Say why.').max(1_000),
});
export const closeAlertInput = z
  .object({
    ...versioned,
    /** Else it is classified only. */
    resolve: z.boolean(),
    comment: commentText,
    exclusion: exclusionChoice.nullable(),
  })
  .and(verdict);
export const alertStatusInput = z.object({ ...versioned, status: z.enum(ALERT_STATUSES) });

export const riskPreviewInput = z.object({ userId: id, action: z.enum(RISK_ACTIONS) });
export const riskActionInput = z.object({
  userId: id,
  action: z.enum(RISK_ACTIONS),
  /** Version of the user's risk that the preview showed. */
  version: z.number().int().min(0),
  reason: commentText.max(2_000),
  /** Leave work for a person: suspend the account or reset its password. */
  task: z.enum(['none', 'suspend', 'resetPassword']),
});

export type AssignInput = z.infer<typeof assignInput>;
export type IncidentStatusInput = z.infer<typeof incidentStatusInput>;
export type ClassifyInput = z.infer<typeof classifyInput>;
export type ResolveInput = z.infer<typeof resolveInput>;
export type ReopenInput = z.infer<typeof reopenInput>;
export type TagsInput = z.infer<typeof tagsInput>;
export type SeverityInput = z.infer<typeof severityInput>;
export type RenameInput = z.infer<typeof renameInput>;
export type CommentInput = z.infer<typeof commentInput>;
export type CommentEditInput = z.infer<typeof commentEditInput>;
export type CloseAlertInput = z.infer<typeof closeAlertInput>;
export type AlertStatusInput = z.infer<typeof alertStatusInput>;
export type RiskPreviewInput = z.infer<typeof riskPreviewInput>;
export type RiskActionInput = z.infer<typeof riskActionInput>;
