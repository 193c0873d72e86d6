import 'server-only';
import { isFirstTouch } from '@/lib/domain/bulk-rules';
import type { Actor } from '@/lib/domain/permissions';
import { changesOf, type FieldChange } from '@/lib/server/audit/with-audit';
import { type CommandContext, command } from '@/lib/server/command';
import { AppError } from '@/lib/server/errors';
import type { Prisma } from '@/lib/server/generated/prisma/client';
import { refuseStale, versionChange } from '@/lib/server/stale';

/** An incident as a command found it, locked for the length of its transaction. */
export type LockedIncident = Prisma.IncidentGetPayload<Record<string, never>>;

/** What a command answers: the number and the version that the next write has to name. */
export interface ChangedIncident {
  readonly id: string;
  readonly number: number;
  readonly version: number;
}

/** The properties that a person sets and that the audit tells from → to. */
export interface IncidentPatch {
  readonly status?: string;
  readonly classification?: string;
  readonly determination?: string;
  readonly assignedTo?: string | null;
  readonly customTags?: string[];
  readonly severity?: string;
  readonly severityIsCustom?: boolean;
  readonly displayName?: string;
  readonly nameIsCustom?: boolean;
  readonly resolvingComment?: string | null;
}

export interface IncidentChange {
  readonly action: string;
  readonly patch: IncidentPatch;
  readonly reason?: string;
  /** Set with the patch but not told in the audit: moments and counters that follow from it. */
  readonly derived?: Prisma.IncidentUpdateInput;
}

/** Locks an incident of the actor's tenant. @throws AppError notFound, or conflict for a merged or newer one */
async function lockIncident(context: CommandContext, id: string, version: number): Promise<LockedIncident> {
  const { tx, actor } = context;
  await tx.$queryRaw`SELECT 1 FROM incident WHERE tenant_id = ${actor.tenantId} AND id = ${id} FOR UPDATE`;
  const incident = await tx.incident.findUnique({ where: { tenantId_id: { tenantId: actor.tenantId, id } } });
  if (incident === null) throw new AppError('notFound', `incident ${id}`);
  if (incident.status === 'redirected') {
    throw new AppError('conflict', `incident ${id} is redirected`, {
      userText: 'This incident was merged into another one. Open that one to work on it.',
    });
  }
  if (incident.version !== version) {
    await refuseStale(tx, actor.tenantId, { type: 'incident', id }, version);
  }
  return incident;
}

/** Writes a change of a locked incident with its audit entry and its event; nothing when nothing differs. */
async function writeIncident(
  context: CommandContext,
  incident: LockedIncident,
  change: IncidentChange,
): Promise<ChangedIncident> {
  const { tx, actor, now } = context;
  const changes = changesOf(audited(incident), { ...change.patch });
  if (changes.length === 0) return { id: incident.id, number: incident.number, version: incident.version };
  await tx.incident.update({
    where: { tenantId_id: { tenantId: actor.tenantId, id: incident.id } },
    data: {
      ...change.patch,
      ...change.derived,
      ...acknowledgement(incident, change.patch, now),
      version: incident.version + 1,
      updatedAt: now,
      lastModifiedBy: actor.name,
    },
  });
  record(context, incident, change, changes);
  return { id: incident.id, number: incident.number, version: incident.version + 1 };
}

function record(
  { audit, publish }: CommandContext,
  incident: LockedIncident,
  change: IncidentChange,
  changes: FieldChange[],
): void {
  audit({
    action: change.action,
    target: { type: 'incident', id: incident.id },
    changes: [...changes, versionChange(incident.version)],
    ...(change.reason ? { reason: change.reason } : {}),
  });
  publish({
    type: 'incident.updated',
    targetId: incident.id,
    payload: {
      id: incident.id,
      number: incident.number,
      action: change.action,
      changes: changes.map((item) => ({ ...item })),
    },
    quiet: incident.historical,
  });
}

/** The first touch by a person ends the time to acknowledge. */
function acknowledgement(
  incident: LockedIncident,
  patch: IncidentPatch,
  now: Date,
): { acknowledgedAt?: Date } {
  if (incident.acknowledgedAt !== null) return {};
  return isFirstTouch(patch) ? { acknowledgedAt: now } : {};
}

function audited(incident: LockedIncident) {
  const { status, classification, determination, assignedTo, customTags, severity, severityIsCustom } =
    incident;
  const { displayName, nameIsCustom, resolvingComment } = incident;
  return {
    status,
    classification,
    determination,
    assignedTo,
    customTags,
    severity,
    severityIsCustom,
    displayName,
    nameIsCustom,
    resolvingComment,
  };
}

/** One change of one incident: permission, lock, version, write. */
export function changeIncident(
  actor: Actor,
  requestId: string | null,
  target: { readonly id: string; readonly version: number },
  decide: (incident: LockedIncident, context: CommandContext) => Promise<IncidentChange> | IncidentChange,
): Promise<ChangedIncident> {
  return command(actor, 'incident:write', requestId, async (context) => {
    const incident = await lockIncident(context, target.id, target.version);
    return writeIncident(context, incident, await decide(incident, context));
  });
}
