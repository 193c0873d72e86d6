import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import {
  makeAccount,
  makeActor,
  makeDetection,
  makeIncident,
  makeTenant,
} from '@/lib/server/incidents/testing';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { foldTally } from './fold';
import { type TallyKind, tallyNow, tallySteps, tallyTotals } from './read';

testDatabase();

const AT = Date.parse('2026-03-01T10:00:00Z');
const HOUR = 3_600_000;
const SPAN = { from: 0, to: AT + 365 * 24 * HOUR };
let actor: Actor;

beforeAll(async () => {
  await makeTenant('a');
  await makeTenant('b');
  actor = await makeActor('a', 'manager');
});

/** What the counters say, and what counting the rows says: they must never differ. */
async function expectExact(): Promise<void> {
  const kinds: readonly TallyKind[] = [
    'alert.source',
    'alert.tactic',
    'alert.technique',
    'alert.classified',
    'alert.falsePositive',
    'alert.stored',
    'alert.cell',
    'incident.created',
  ];
  const counted = await pool().query(
    `SELECT kind, member, n::int FROM (
       SELECT 'alert.source' AS kind, service_source AS member, count(*) AS n FROM alert WHERE tenant_id = 'a' AND visible AND NOT historical GROUP BY 2
       UNION ALL SELECT 'alert.tactic', tactic, count(*) FROM alert WHERE tenant_id = 'a' AND visible AND NOT historical GROUP BY 2
       UNION ALL SELECT 'alert.technique', tactic || '/' || t, count(DISTINCT id) FROM alert, unnest(techniques) t WHERE tenant_id = 'a' AND visible AND NOT historical GROUP BY 2
       UNION ALL SELECT 'alert.classified', service_source, count(*) FROM alert WHERE tenant_id = 'a' AND visible AND NOT historical AND classification <> 'unknown' GROUP BY 2
       UNION ALL SELECT 'alert.falsePositive', service_source, count(*) FROM alert WHERE tenant_id = 'a' AND visible AND NOT historical AND classification = 'falsePositive' GROUP BY 2
       UNION ALL SELECT 'alert.stored', concat_ws('/', service_source, severity, left(visible::text, 1)), count(*) FROM alert WHERE tenant_id = 'a' GROUP BY 2
       UNION ALL SELECT 'alert.cell', concat_ws(chr(31), left(visible::text, 1), left(historical::text, 1), status, severity, classification, service_source,
         domain, tactic, detector_id, coalesce(assigned_to, '')), count(*) FROM alert WHERE tenant_id = 'a' GROUP BY 2
       UNION ALL SELECT 'incident.created', severity, count(*) FROM incident WHERE tenant_id = 'a' AND NOT historical AND status <> 'redirected' GROUP BY 2
       UNION ALL SELECT 'incident.open', severity || '/' || coalesce(assigned_to, ''), count(*) FROM incident WHERE tenant_id = 'a' AND NOT historical AND status IN ('active', 'inProgress', 'awaitingAction') GROUP BY 2
       UNION ALL SELECT 'risk.user', risk_level, count(*) FROM risky_user WHERE tenant_id = 'a' AND risk_state IN ('atRisk', 'confirmedCompromised') GROUP BY 2) c
     ORDER BY 1, 2`,
  );
  const told = [
    ...(await tallyTotals(actor, kinds, SPAN)),
    ...(await tallyNow(actor, ['incident.open', 'risk.user'])),
  ].map(({ kind, member, n }) => ({ kind, member, n }));
  const order = (x: { kind: string; member: string }) => `${x.kind} ${x.member}`;
  expect(told.sort((x, y) => (order(x) < order(y) ? -1 : 1))).toEqual(counted.rows);
}

describe('the tally', () => {
  it('follows every change, whoever makes it, folded or not', async () => {
    const account = await makeAccount('a', 'Ana');
    const one = await makeIncident('a', { number: 1, severity: 'high', alerts: 3, accountId: account });
    await makeIncident('a', { number: 2, severity: 'low', alerts: 2, historical: true });
    await makeIncident('b', { number: 1, alerts: 5 });
    await makeDetection('a', account, null);
    await expectExact();
    const [first = ''] = one.alertIds;
    await prisma().alert.update({
      where: { tenantId_id: { tenantId: 'a', id: first } },
      data: {
        classification: 'falsePositive',
        techniques: ['T1078', 'T1078', 'T1110'],
        tactic: 'CredentialAccess',
      },
    });
    await prisma().incident.update({
      where: { tenantId_id: { tenantId: 'a', id: one.id } },
      data: { assignedTo: actor.id, status: 'inProgress', severity: 'medium' },
    });
    await expectExact();
    expect(await foldTally()).toBeGreaterThan(0);
    await expectExact();
    await prisma().alert.updateMany({
      where: { tenantId: 'a', incidentId: one.id },
      data: { visible: false },
    });
    await prisma().incident.update({
      where: { tenantId_id: { tenantId: 'a', id: one.id } },
      data: { status: 'redirected' },
    });
    await prisma().riskyUser.updateMany({ where: { tenantId: 'a' }, data: { riskState: 'dismissed' } });
    await expectExact();
    await prisma().alert.deleteMany({ where: { tenantId: 'a' } });
    await prisma().incident.deleteMany({ where: { tenantId: 'a' } });
    await expectExact();
    await foldTally();
    await expectExact();
  });

  it('writes nothing for a change that it does not count', async () => {
    const { alertIds } = await makeIncident('a', { number: 10, alerts: 1 });
    await foldTally();
    await prisma().alert.update({
      where: { tenantId_id: { tenantId: 'a', id: alertIds[0] ?? '' } },
      data: { title: 'Another', determination: 'malware', version: 2 },
    });
    expect(await prisma().tallyDelta.count()).toBe(0);
  });

  it('loses and doubles nothing while several fold and write', async () => {
    const number = { next: 100 };
    const write = () => makeIncident('a', { number: number.next++, alerts: 2 });
    await Promise.all(Array.from({ length: 24 }, (_, i) => (i % 3 === 0 ? foldTally() : write())));
    await expectExact();
  });

  it('puts each into its step', async () => {
    const day = (n: number) => AT + n * 24 * HOUR;
    const kinds = ['incident.created'] as const;
    const before = await tallySteps(actor, kinds, [day(40), day(41), day(42)]);
    expect(before).toEqual([]);
    await makeIncident('a', { number: 500, severity: 'high', updatedAt: new Date(day(41) - 1) });
    await makeIncident('a', { number: 501, severity: 'high', updatedAt: new Date(day(41)) });
    await makeIncident('a', { number: 502, severity: 'high', updatedAt: new Date(day(42)) });
    const steps = await tallySteps(actor, kinds, [day(40), day(41), day(42)]);
    expect(steps.map(({ step, n }) => [step, n]).sort()).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });
});
