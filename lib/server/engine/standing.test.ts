import { beforeAll, expect, it } from 'vitest';
import { setAlertStatus } from '@/lib/server/alerts/commands';
import { pool } from '@/lib/server/pg';
import { actOnUsers } from '@/lib/server/risk/commands';
import { testDatabase } from '@/lib/server/testing/database';
import { type SignedIn, signedIn } from '@/lib/server/testing/people';
import { sendRows } from '@/lib/server/testing/pipeline';

testDatabase();
let admin: SignedIn;
beforeAll(async () => {
  admin = await signedIn('admin', ['admin']);
});

const START = Date.now();
const at = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();

/** A provider's alert in Graph's shape. */
const providerAlert = (id: string, user: string, more: object = {}): object => ({
  id,
  title: `Alert ${id}`,
  severity: 'medium',
  status: 'new',
  serviceSource: 'microsoftDefenderForCloudApps',
  detectionSource: 'microsoftDefenderForCloudApps',
  category: 'InitialAccess',
  createdDateTime: at(-30),
  firstActivityDateTime: at(-40),
  lastActivityDateTime: at(-35),
  lastUpdateDateTime: at(-30),
  evidence: [
    {
      '@odata.type': '#microsoft.graph.security.userEvidence',
      roles: ['compromised'],
      userAccount: { userPrincipalName: `${user}@standing.example`, accountName: user },
    },
  ],
  ...more,
});

const alertOf = async (id: string) =>
  (await pool().query('select * from alert where provider_alert_id = $1', [id])).rows[0];
const incidentOf = async (id: string) =>
  (await pool().query('select * from incident where id = $1', [(await alertOf(id)).incident_id])).rows[0];

it('follows a provider that resolves its alert or changes its severity, with the incident', async () => {
  await sendRows('alerts_v2', [providerAlert('p1', 'ann')]);
  expect(await incidentOf('p1')).toMatchObject({ severity: 'medium', active_alert_count: 1 });
  await sendRows('alerts_v2', [
    providerAlert('p1', 'ann', { severity: 'high', lastUpdateDateTime: at(-20) }),
  ]);
  expect(await incidentOf('p1')).toMatchObject({ severity: 'high' });
  await sendRows('alerts_v2', [
    providerAlert('p1', 'ann', { severity: 'high', status: 'resolved', lastUpdateDateTime: at(-10) }),
  ]);
  expect(await alertOf('p1')).toMatchObject({ status: 'resolved' });
  expect(await incidentOf('p1')).toMatchObject({ active_alert_count: 0, status: 'active' });
});

it('leaves the status that a person set as it is', async () => {
  await sendRows('alerts_v2', [providerAlert('p2', 'bob')]);
  const alert = await alertOf('p2');
  await setAlertStatus(admin.actor, null, { id: alert.id, version: alert.version, status: 'resolved' });
  await sendRows('alerts_v2', [providerAlert('p2', 'bob', { title: 'Newer', lastUpdateDateTime: at(-5) })]);
  expect(await alertOf('p2')).toMatchObject({ status: 'resolved', title: 'Newer' });
});

it('shows an alert that becomes severe enough to be seen', async () => {
  const low = {
    severity: 'low',
    serviceSource: 'azureAdIdentityProtection',
    detectionSource: 'azureAdIdentityProtection',
  };
  await sendRows('alerts_v2', [providerAlert('p3', 'cid', low)]);
  expect(await alertOf('p3')).toMatchObject({ visible: false, incident_id: null });
  await sendRows('alerts_v2', [
    providerAlert('p3', 'cid', { ...low, severity: 'high', lastUpdateDateTime: at(-5) }),
  ]);
  const seen = await alertOf('p3');
  expect(seen).toMatchObject({ visible: true });
  expect(seen.incident_id).not.toBeNull();
});

const riskEvent = (id: string, user: string, minutes: number, more: object = {}): object => ({
  TimeGenerated: at(minutes),
  Id: id,
  RiskEventType: 'anonymizedIPAddress',
  RiskLevel: 'high',
  RiskState: 'atRisk',
  Activity: 'signin',
  DetectionTimingType: 'realtime',
  ActivityDateTime: at(minutes),
  DetectedDateTime: at(minutes),
  IpAddress: '185.220.101.7',
  UserId: user,
  UserPrincipalName: `${user}@standing.example`,
  Source: 'IdentityProtection',
  RequestId: id,
  ...more,
});
const userOf = async (upn: string) =>
  (
    await pool().query(
      `select r.*, i.entity_id from entity_identifier i left join risky_user r on r.tenant_id = 'default' and r.id = i.entity_id
       where i.kind = 'upn' and i.value = $1`,
      [`${upn}@standing.example`],
    )
  ).rows[0];

it('raises a dismissed user again by what happens afterwards, even where it repeats an alert', async () => {
  const rows = (minutes: number) => [
    {
      TimeGenerated: at(minutes),
      OfficeWorkload: 'Exchange',
      Operation: 'New-InboxRule',
      RecordType: 'ExchangeAdmin',
      ResultStatus: 'True',
      UserId: 'dora@standing.example',
      ClientIP: '45.155.205.7',
      Id: `rule${minutes}`,
      Parameters: JSON.stringify([
        { Name: 'Name', Value: '.' },
        { Name: 'ForwardTo', Value: 'drop@evil.example' },
        { Name: 'DeleteMessage', Value: 'True' },
      ]),
    },
  ];
  await sendRows('OfficeActivity', rows(-5));
  const before = await userOf('dora');
  expect(before.risk_state).toBe('atRisk');
  await sendRows('AADUserRiskEvents', [
    {
      TimeGenerated: at(-5),
      Id: 'low1',
      UserPrincipalName: 'dora@standing.example',
      RiskEventType: 'unfamiliarFeatures',
      RiskLevel: 'low',
      RiskState: 'atRisk',
    },
  ]);
  const reasons = await pool().query<{ label: string }>(
    "select r->>'label' as label from risky_user, jsonb_array_elements(explanation) r where id = $1",
    [before.entity_id],
  );
  // It leaves the level as it is, but it is one of its reasons.
  expect(reasons.rows.map(({ label }) => label)).toContain('unfamiliarFeatures');
  await actOnUsers(admin.actor, null, 'dismiss', [before.entity_id]);
  expect((await userOf('dora')).risk_state).toBe('dismissed');
  await sendRows('OfficeActivity', rows(-4));
  expect((await userOf('dora')).risk_state).toBe('dismissed');
  await sendRows('OfficeActivity', rows(2));
  expect((await pool().query("select count from alert where detector_id ~* 'inbox' ")).rows[0]?.count).toBe(
    3,
  );
  expect((await userOf('dora')).risk_state).toBe('atRisk');
});

it('keeps the risk of an account that turns out to be another one', async () => {
  const guid = '11111111-2222-4333-8444-555555555555';
  // Two identities: one known by its name, safe; one known by its object id, at risk.
  await sendRows('AADUserRiskEvents', [
    riskEvent('r1', '', -50, { UserPrincipalName: 'eve@standing.example', UserId: '', RiskLevel: 'low' }),
  ]);
  await actOnUsers(admin.actor, null, 'dismiss', [(await userOf('eve')).entity_id]);
  await sendRows('AADUserRiskEvents', [
    riskEvent('r2', guid, -40, {
      UserPrincipalName: '',
      RiskEventType: 'leakedCredentials',
      RiskLevel: 'high',
    }),
  ]);
  await sendRows('SigninLogs', [
    {
      TimeGenerated: at(-1),
      Id: 's1',
      ResultType: '0',
      UserId: guid,
      UserPrincipalName: 'eve@standing.example',
    },
  ]);
  expect((await pool().query('select 1 from entity_merge')).rowCount).toBe(1);
  const users = await pool().query(
    `select u.risk_level, u.risk_state from risky_user u join entity e on e.tenant_id = u.tenant_id and e.id = u.id
     where e.name ~ 'eve|11111111'`,
  );
  expect(users.rows).toEqual([{ risk_level: 'high', risk_state: 'atRisk' }]);
});
