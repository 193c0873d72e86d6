import { beforeAll, expect, it } from 'vitest';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { type SignedIn, signedIn } from '@/lib/server/testing/people';
import { sendRows } from '@/lib/server/testing/pipeline';
import { moveAlerts } from './move-alerts';
import { mergeIncidents, unmergeIncident } from './regroup';

testDatabase();
let analyst: SignedIn;
beforeAll(async () => {
  analyst = await signedIn('analyst', ['analyst']);
});

const START = Date.now();
const at = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();

/** A provider's alert about some people, each compromised. */
const providerAlert = (id: string, users: readonly string[], minutes: number, more: object = {}): object => ({
  id,
  title: `Alert ${id}`,
  severity: 'medium',
  status: 'new',
  serviceSource: 'microsoftDefenderForCloudApps',
  detectionSource: 'microsoftDefenderForCloudApps',
  category: 'InitialAccess',
  createdDateTime: at(minutes),
  firstActivityDateTime: at(minutes - 2),
  lastActivityDateTime: at(minutes - 1),
  lastUpdateDateTime: at(minutes),
  evidence: users.map((user) => ({
    '@odata.type': '#microsoft.graph.security.userEvidence',
    roles: ['compromised'],
    userAccount: { userPrincipalName: `${user}@regroup.example`, accountName: user },
  })),
  ...more,
});

const incidentOf = async (id: string) =>
  (
    await pool().query<{ id: string; version: number; number: number }>(
      `select i.id, i.version, i.number from alert a join incident i on i.tenant_id = a.tenant_id and i.id = a.incident_id
       where a.provider_alert_id = $1`,
      [id],
    )
  ).rows[0] ?? { id: '', version: 0, number: 0 };
const alertOf = async (id: string) =>
  (await pool().query<{ id: string }>('select id from alert where provider_alert_id = $1', [id])).rows[0]
    ?.id ?? '';
/** Which alert is in which incident: as the alerts say it, and as the log does. */
const membership = async () =>
  JSON.stringify(
    (
      await pool().query(
        `select a.provider_alert_id, a.incident_id, (select m.incident_id from incident_membership m
           where m.tenant_id = a.tenant_id and m.alert_id = a.id and m.until_at is null) as logged
         from alert a where a.provider_alert_id <> 'bridge' order by 1`,
      )
    ).rows,
  );

it('undoes a merge of the engine byte for byte, and the engine never makes it again', async () => {
  await sendRows('alerts_v2', [providerAlert('a1', ['ann'], -50)]);
  await sendRows('alerts_v2', [providerAlert('b1', ['bob'], -45)]);
  const [a, b] = [await incidentOf('a1'), await incidentOf('b1')];
  expect(a.id).not.toBe(b.id);
  const before = await membership();
  await sendRows('alerts_v2', [providerAlert('bridge', ['ann', 'bob'], -40)]);
  const holder = await incidentOf('a1');
  expect((await incidentOf('b1')).id).toBe(holder.id);
  const source = holder.id === a.id ? b : a;

  await unmergeIncident(analyst.actor, null, { id: source.id, holder: holder.id, reason: 'two people' });
  expect(await membership()).toBe(before);

  // Another bridge, and the same alerts growing: all of it would have merged them again.
  await sendRows('alerts_v2', [providerAlert('again', ['ann', 'bob'], -30)]);
  for (const [id, user] of [
    ['a1', 'ann'],
    ['b1', 'bob'],
    ['bridge', 'ann'],
  ] as const) {
    await sendRows('alerts_v2', [
      providerAlert(id, [user, 'ann', 'bob'], -20, {
        lastActivityDateTime: at(-5),
        lastUpdateDateTime: at(-4),
      }),
    ]);
  }
  expect((await incidentOf('a1')).id).toBe(a.id);
  expect((await incidentOf('b1')).id).toBe(b.id);
});

it('never links back what a person split off, whatever comes', async () => {
  await sendRows('alerts_v2', [providerAlert('c1', ['cid'], -50)]);
  await sendRows('alerts_v2', [providerAlert('c2', ['cid'], -45)]);
  const whole = await incidentOf('c1');
  expect((await incidentOf('c2')).id).toBe(whole.id);
  await moveAlerts(analyst.actor, null, {
    id: whole.id,
    version: whole.version,
    alertIds: [await alertOf('c2')],
    into: null,
    reason: '',
  });
  const split = await incidentOf('c2');
  expect(split.id).not.toBe(whole.id);
  await sendRows('alerts_v2', [
    providerAlert('c2', ['cid', 'dan'], -40, { lastActivityDateTime: at(-5), lastUpdateDateTime: at(-3) }),
  ]);
  await sendRows('alerts_v2', [providerAlert('c3', ['cid', 'dan'], -30)]);
  expect((await incidentOf('c1')).id).toBe(whole.id);
  expect((await incidentOf('c2')).id).toBe(split.id);
});

it('adds to the whole what a person merged', async () => {
  await sendRows('alerts_v2', [providerAlert('e1', ['eve'], -50)]);
  await sendRows('alerts_v2', [providerAlert('f1', ['fay'], -45)]);
  const [source, target] = [await incidentOf('f1'), await incidentOf('e1')];
  await mergeIncidents(analyst.actor, null, {
    id: source.id,
    version: source.version,
    into: target.id,
    intoVersion: target.version,
    reason: 'one attacker',
  });
  await sendRows('alerts_v2', [providerAlert('f2', ['fay'], -30)]);
  expect((await incidentOf('f2')).id).toBe(target.id);
});
