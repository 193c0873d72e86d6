import 'server-only';
import type {
  AssignInput,
  ClassifyInput,
  IncidentStatusInput,
  RenameInput,
  SeverityInput,
  TagsInput,
} from '@/lib/domain/commands';
import { INCIDENT_TRANSITIONS, type IncidentStatus } from '@/lib/domain/incident';
import type { Actor } from '@/lib/domain/permissions';
import { maxSeverity, type Severity } from '@/lib/domain/severity';
import { changeAlerts } from '@/lib/server/alerts/change';
import type { CommandContext } from '@/lib/server/command';
import { AppError } from '@/lib/server/errors';
import { type ChangedIncident, changeIncident, type LockedIncident } from './change';

/** Gives an incident and all its alerts to a person, or to nobody. */
export function assignIncident(
  actor: Actor,
  requestId: string | null,
  input: AssignInput,
): Promise<ChangedIncident> {
  return changeIncident(actor, requestId, input, async (incident, context) => {
    await requirePerson(context, input.assignedTo);
    await changeAlerts(context, { incidentId: incident.id }, 'alert.assign', () => ({
      assignedTo: input.assignedTo,
    }));
    return { action: 'incident.assign', patch: { assignedTo: input.assignedTo } };
  });
}

/** Moves an incident along its state machine. Resolving needs a classification: `resolveIncident` does that. */
export function setIncidentStatus(
  actor: Actor,
  requestId: string | null,
  input: IncidentStatusInput,
): Promise<ChangedIncident> {
  return changeIncident(actor, requestId, input, (incident) => {
    requireTransition(incident, input.status);
    if (input.status === 'resolved' || incident.status === 'resolved') {
      throw new AppError('invalid', `status ${input.status} goes through resolve or reopen`, {
        userText: 'Resolving and reopening take a reason: use Resolve or Reopen.',
      });
    }
    return { action: 'incident.status', patch: { status: input.status } };
  });
}

/** Sets classification and determination of the incident alone; its alerts follow when it is resolved. */
export function classifyIncident(
  actor: Actor,
  requestId: string | null,
  input: ClassifyInput,
): Promise<ChangedIncident> {
  return changeIncident(actor, requestId, input, () => ({
    action: 'incident.classify',
    patch: { classification: input.classification, determination: input.determination },
  }));
}

/** Replaces the tags that people set. */
export function setIncidentTags(
  actor: Actor,
  requestId: string | null,
  input: TagsInput,
): Promise<ChangedIncident> {
  return changeIncident(actor, requestId, input, () => ({
    action: 'incident.tags',
    patch: { customTags: [...new Set(input.tags)].sort() },
  }));
}

/** Overrides the severity, or goes back to the highest of the alerts. */
export function setIncidentSeverity(
  actor: Actor,
  requestId: string | null,
  input: SeverityInput,
): Promise<ChangedIncident> {
  return changeIncident(actor, requestId, input, async (incident, context) => ({
    action: 'incident.severity',
    patch: {
      severity: input.severity ?? (await severityOfAlerts(context, incident.id)),
      severityIsCustom: input.severity !== null,
    },
  }));
}

/** Names an incident, or lets the engine name it again at its next change. */
export function renameIncident(
  actor: Actor,
  requestId: string | null,
  input: RenameInput,
): Promise<ChangedIncident> {
  return changeIncident(actor, requestId, input, (incident) => ({
    action: 'incident.rename',
    patch: { displayName: input.name ?? incident.displayName, nameIsCustom: input.name !== null },
  }));
}

/** @throws AppError invalid when the state machine has no such step */
export function requireTransition(incident: LockedIncident, to: IncidentStatus): void {
  const offered: Readonly<Record<string, readonly IncidentStatus[]>> = INCIDENT_TRANSITIONS;
  if (offered[incident.status]?.includes(to)) return;
  throw new AppError('invalid', `no step from ${incident.status} to ${to}`, {
    userText: `An incident that is ${incident.status} cannot become ${to}.`,
  });
}

/** @throws AppError invalid when no such person works in the actor's tenant */
export async function requirePerson({ tx, actor }: CommandContext, id: string | null): Promise<void> {
  if (id === null) return;
  const found = await tx.user.findFirst({
    where: { tenantId: actor.tenantId, id, disabledAt: null },
    select: { id: true },
  });
  if (found === null) {
    throw new AppError('invalid', `no person ${id}`, {
      userText: 'There is no such person to assign this to.',
    });
  }
}

async function severityOfAlerts({ tx, actor }: CommandContext, incidentId: string): Promise<Severity> {
  const rows = await tx.$queryRaw<{ severity: Severity }[]>`
    SELECT DISTINCT severity FROM alert WHERE tenant_id = ${actor.tenantId} AND incident_id = ${incidentId} AND visible`;
  return rows.reduce<Severity>((top, row) => maxSeverity(top, row.severity), 'informational');
}
