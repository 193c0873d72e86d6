import 'server-only';
import { z } from 'zod';
import type { AlertState } from '@/lib/domain/bulk-rules';
import type { AlertWrite, IncidentWrite } from './rows';

/** What an item was before its change: kept short, since there may be a hundred thousand of them. */
const alertBefore = z.tuple([
  z.string(),
  z.number(),
  z.string(),
  z.string(),
  z.string(),
  z.string().nullable(),
]);

const incidentBefore = z.object({
  status: z.string(),
  classification: z.string(),
  determination: z.string(),
  assignedTo: z.string().nullable(),
  customTags: z.array(z.string()),
  resolvingComment: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
});

const stored = z.object({
  /** The incident, and the version that the change made; absent when only alerts changed. */
  i: incidentBefore.optional(),
  v: z.number().optional(),
  /** Alerts: id, version that the change made, status, classification, determination, owner. */
  a: z.array(alertBefore).default([]),
});

export type IncidentBefore = z.infer<typeof incidentBefore>;

export interface AlertBefore extends AlertState {
  readonly id: string;
  readonly version: number;
}

export interface Before {
  readonly incident: { readonly state: IncidentBefore; readonly version: number } | null;
  readonly alerts: readonly AlertBefore[];
}

/** What is kept with a changed item. */
export function beforeOf(
  incident: IncidentWrite | undefined,
  alerts: readonly AlertWrite[],
): z.input<typeof stored> {
  const a = alerts.map(({ row }): z.input<typeof alertBefore> => {
    const { id, version, status, classification, determination, assignedTo } = row;
    return [id, version + 1, status, classification, determination, assignedTo];
  });
  if (!incident) return { a };
  const { status, classification, determination, assignedTo, customTags, resolvingComment } = incident.row;
  const { resolvedAt, acknowledgedAt, version } = incident.row;
  const i = {
    ...{ status, classification, determination, assignedTo, resolvingComment, resolvedAt, acknowledgedAt },
    customTags: [...customTags],
  };
  return { i, v: version + 1, a };
}

/** Inverse of `beforeOf`. */
export function readBefore(value: unknown): Before {
  const { i, v, a } = stored.parse(value);
  return {
    incident: i && v !== undefined ? { state: i, version: v } : null,
    alerts: a.map(([id, version, status, classification, determination, assignedTo]) => ({
      ...{ id, version, status, classification, determination, assignedTo },
    })),
  };
}
