import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Severity } from '@/lib/domain/severity';
import { CORRELATION_VERSION } from '@/lib/engine/correlation';
import type { Tx } from '@/lib/server/audit/with-audit';
import type { CommandContext } from '@/lib/server/command';
import { nextIncidentNumber } from '@/lib/server/incidents/number';
import { refreshRollUp } from '@/lib/server/incidents/roll-up';
import type { AddedDetection } from './apply';
import type { LoadedRisk } from './context';

/** The alert that a confirmation is told as. */
export const CONFIRMED = {
  title: 'Admin confirmed user compromised',
  tactic: 'InitialAccess',
  technique: 'T1078',
  severity: 'high',
} as const;

export interface OpenIncident {
  readonly id: string;
  readonly number: number;
  readonly displayName: string;
  readonly severity: Severity;
  readonly alertCount: number;
  readonly historical: boolean;
  /** An alert of it that names the user: what the confirmation is linked to. */
  readonly alertId: string;
}

/**
 * The open incident that a user is part of: a live one before a historical one, one that the user is at the heart of
 * before one that merely mentions them, then the latest.
 */
export async function openIncidentOf(tx: Tx, tenantId: string, userId: string): Promise<OpenIncident | null> {
  const [row] = await tx.$queryRaw<
    {
      id: string;
      number: number;
      display_name: string;
      severity: Severity;
      alert_count: number;
      historical: boolean;
      alert_id: string;
    }[]
  >`
    SELECT i.id, i.number, i.display_name, i.severity, i.alert_count, i.historical, a.id AS alert_id
    FROM alert_evidence e
    JOIN alert a ON a.tenant_id = e.tenant_id AND a.id = e.alert_id AND a.visible
    JOIN incident i ON i.tenant_id = a.tenant_id AND i.id = a.incident_id
    WHERE e.tenant_id = ${tenantId} AND e.entity_id = ${userId}
      AND i.status IN ('active', 'inProgress', 'awaitingAction')
    ORDER BY i.historical, (e.role IN ('compromised', 'attacker', 'attacked')) DESC, i.last_activity DESC, a.last_activity DESC
    LIMIT 1`;
  return row === undefined
    ? null
    : {
        id: row.id,
        number: row.number,
        displayName: row.display_name,
        severity: row.severity,
        alertCount: row.alert_count,
        historical: row.historical,
        alertId: row.alert_id,
      };
}

/** What the confirmation did to the incidents. */
export interface Attached {
  readonly incidentId: string;
  readonly alertId: string;
}

/** Tells a confirmation as an alert, in the user's open incident or in a new one. */
export async function attachConfirmation(
  context: CommandContext,
  loaded: LoadedRisk,
  detection: AddedDetection,
): Promise<Attached> {
  const { tx, actor, audit, publish } = context;
  const userId = loaded.context.user.id;
  const open = await openIncidentOf(tx, actor.tenantId, userId);
  if (open !== null) {
    await tx.$queryRaw`SELECT 1 FROM incident WHERE tenant_id = ${actor.tenantId} AND id = ${open.id} FOR UPDATE`;
  }
  const incidentId = open?.id ?? (await openIncident(context, loaded));
  const alertId = await addAlert(context, loaded, detection, incidentId, open?.historical ?? false);
  if (open !== null) await addLink(context, loaded, { incidentId, alertId, other: open.alertId });
  await tx.riskDetection.update({
    where: { tenantId_id: { tenantId: actor.tenantId, id: detection.id } },
    data: { alertId },
  });
  await refreshRollUp(context, incidentId);
  audit({
    action: open === null ? 'incident.open' : 'incident.addAlert',
    target: { type: 'incident', id: incidentId },
    changes: [{ field: 'alert', from: null, to: `${CONFIRMED.title}: ${loaded.userName}` }],
  });
  publish({
    type: 'alert.created',
    targetId: alertId,
    payload: { id: alertId, incidentId, title: CONFIRMED.title },
  });
  publish({
    type: open === null ? 'incident.created' : 'incident.updated',
    targetId: incidentId,
    payload: { id: incidentId, action: 'userConfirmedCompromised', userId },
  });
  return { incidentId, alertId };
}

/** A new incident with the next number. */
async function openIncident(context: CommandContext, loaded: LoadedRisk): Promise<string> {
  const { tx, actor, now } = context;
  const { tenantId } = actor;
  const number = await nextIncidentNumber(context);
  const id = randomUUID();
  await tx.incident.create({
    data: {
      tenantId,
      id,
      number,
      origin: loaded.origin,
      displayName: `${CONFIRMED.title}: ${loaded.userName}`,
      severity: CONFIRMED.severity,
      firstActivity: now,
      lastActivity: now,
      createdAt: now,
      updatedAt: now,
      lastModifiedBy: actor.name,
    },
  });
  return id;
}

async function addAlert(
  { tx, actor, now }: CommandContext,
  loaded: LoadedRisk,
  detection: AddedDetection,
  incidentId: string,
  historical: boolean,
): Promise<string> {
  const { tenantId } = actor;
  const id = randomUUID();
  const userId = loaded.context.user.id;
  await tx.alert.create({
    data: {
      tenantId,
      id,
      key: `manual|${detection.id}`,
      repeatKey: `manual|${detection.id}`,
      origin: loaded.origin,
      detectorId: 'adminConfirmedUserCompromised',
      serviceSource: 'azureAdIdentityProtection',
      detectionSource: 'manual',
      domain: 'identity',
      title: CONFIRMED.title,
      description: `${actor.name} confirmed that ${loaded.userName} is compromised.`,
      severity: CONFIRMED.severity,
      tactic: CONFIRMED.tactic,
      techniques: [CONFIRMED.technique],
      status: 'inProgress',
      firstActivity: now,
      lastActivity: now,
      reasons: [{ label: 'Confirmed by', value: actor.name }],
      incidentId,
      historical,
      createdAt: now,
      updatedAt: now,
    },
  });
  await tx.alertEvidence.create({
    data: {
      tenantId,
      alertId: id,
      entityId: userId,
      type: 'account',
      name: loaded.userName,
      role: 'compromised',
      verdict: 'malicious',
      remediation: 'active',
      firstActivity: now,
      lastActivity: now,
    },
  });
  await tx.incidentMembership.create({
    data: { tenantId, id: randomUUID(), incidentId, alertId: id, cause: 'linked', fromAt: now },
  });
  return id;
}

/** Linked by a person's word, not by a score: rule `person`, with the account as the one term. */
async function addLink(
  { tx, actor, now }: CommandContext,
  loaded: LoadedRisk,
  link: { readonly incidentId: string; readonly alertId: string; readonly other: string },
): Promise<void> {
  await tx.incidentLink.create({
    data: {
      tenantId: actor.tenantId,
      id: randomUUID(),
      incidentId: link.incidentId,
      alertId: link.alertId,
      otherAlertId: link.other,
      score: 1,
      threshold: 1,
      terms: [
        {
          entityId: loaded.context.user.id,
          type: 'account',
          name: loaded.userName,
          roleHere: 'compromised',
          roleThere: 'compromised',
          weight: 1,
          rarity: 1,
          decay: 1,
          score: 1,
        },
      ],
      bonuses: [],
      rule: 'person',
      engineVersion: CORRELATION_VERSION,
      at: now,
    },
  });
}
