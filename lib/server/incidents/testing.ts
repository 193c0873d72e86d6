import { randomUUID } from 'node:crypto';
import type { Actor, Role } from '@/lib/domain/permissions';
import { userActor } from '@/lib/server/authz/authorize';
import { prisma } from '@/lib/server/db';

/** Builders of stored state for the integration tests of queries and commands. Nothing but tests loads this. */
export async function makeTenant(id: string): Promise<void> {
  await prisma().tenant.create({ data: { id, name: id } });
}

export async function makeActor(
  tenantId: string,
  role: Role,
  name = `${role} of ${tenantId}`,
): Promise<Actor> {
  const id = randomUUID();
  const person = { tenantId, id, name, email: `${id}@example.test`, roles: [role] };
  await prisma().user.create({ data: person });
  return userActor(person);
}

const AT = new Date('2026-03-01T10:00:00Z');

export async function makeAccount(tenantId: string, name: string): Promise<string> {
  const id = randomUUID();
  await prisma().entity.create({
    data: { tenantId, id, type: 'account', name, firstSeen: AT, lastSeen: AT },
  });
  await prisma().entityIdentifier.createMany({
    data: [
      ['aadUserId', randomUUID()],
      ['upn', `${name.toLowerCase().replaceAll(' ', '.')}@${tenantId}.test`],
    ].map(([kind = '', value = '']) => ({
      tenantId,
      origin: '',
      type: 'account',
      kind,
      value,
      entityId: id,
      firstSeen: AT,
      lastSeen: AT,
    })),
  });
  return id;
}

export interface MadeIncident {
  readonly id: string;
  readonly number: number;
  readonly alertIds: readonly string[];
}

interface IncidentParts {
  readonly number: number;
  readonly accountId?: string;
  readonly alerts?: number;
  readonly status?: string;
  readonly severity?: string;
  readonly updatedAt?: Date;
  readonly historical?: boolean;
}

/** An incident with alerts that name one account as compromised. */
export async function makeIncident(tenantId: string, parts: IncidentParts): Promise<MadeIncident> {
  const id = randomUUID();
  const severity = parts.severity ?? 'medium';
  const count = parts.alerts ?? 1;
  const at = parts.updatedAt ?? AT;
  await prisma().incident.create({
    data: {
      tenantId,
      id,
      number: parts.number,
      displayName: `Incident ${parts.number} of ${tenantId}`,
      severity,
      status: parts.status ?? 'active',
      historical: parts.historical ?? false,
      firstActivity: AT,
      lastActivity: AT,
      alertCount: count,
      activeAlertCount: count,
      serviceSources: ['azureAdIdentityProtection'],
      domains: ['identity'],
      tactics: ['InitialAccess'],
      createdAt: at,
      updatedAt: at,
    },
  });
  const alertIds: string[] = [];
  for (let i = 0; i < count; i++)
    alertIds.push(await makeAlert(tenantId, id, severity, parts.accountId ?? null));
  return { id, number: parts.number, alertIds };
}

async function makeAlert(
  tenantId: string,
  incidentId: string,
  severity: string,
  accountId: string | null,
): Promise<string> {
  const id = randomUUID();
  await prisma().alert.create({
    data: {
      tenantId,
      id,
      key: id,
      repeatKey: id,
      detectorId: 'test',
      serviceSource: 'azureAdIdentityProtection',
      detectionSource: 'azureAdIdentityProtection',
      domain: 'identity',
      title: 'Unfamiliar sign-in properties',
      description: 'A test alert.',
      severity,
      tactic: 'InitialAccess',
      techniques: ['T1078'],
      firstActivity: AT,
      lastActivity: AT,
      incidentId,
    },
  });
  if (accountId !== null) {
    await prisma().alertEvidence.create({
      data: {
        tenantId,
        alertId: id,
        entityId: accountId,
        type: 'account',
        name: 'An account',
        role: 'compromised',
        firstActivity: AT,
        lastActivity: AT,
      },
    });
  }
  return id;
}

/** A medium detection at risk, linked to an alert and to a risky sign-in. Answers its id. */
export async function makeDetection(
  tenantId: string,
  userId: string,
  alertId: string | null,
): Promise<string> {
  const id = randomUUID();
  const signInId = randomUUID();
  await prisma().riskDetection.create({
    data: {
      tenantId,
      id,
      key: id,
      userId,
      riskEventType: 'unfamiliarFeatures',
      riskLevel: 'medium',
      riskState: 'atRisk',
      timing: 'realtime',
      activity: 'signin',
      source: 'azureAdIdentityProtection',
      signInId,
      alertId,
      activityAt: AT,
      detectedAt: AT,
      updatedAt: AT,
    },
  });
  await prisma().riskySignIn.create({
    data: {
      tenantId,
      id: signInId,
      userId,
      levelDuring: 'medium',
      levelAggregated: 'medium',
      riskState: 'atRisk',
      riskEventTypes: ['unfamiliarFeatures'],
      at: AT,
    },
  });
  await prisma().riskyUser.upsert({
    where: { tenantId_id: { tenantId, id: userId } },
    create: {
      tenantId,
      id: userId,
      riskLevel: 'medium',
      riskState: 'atRisk',
      riskDetail: 'none',
      lastUpdated: AT,
    },
    update: {},
  });
  return id;
}
