import { beforeAll, describe, expect, it } from 'vitest';
import { dayNumber } from '@/lib/core/time';
import type { Actor } from '@/lib/domain/permissions';
import { levelAdmits, SERVICE_LEVELS, type ServiceLevel } from '@/lib/domain/service-level';
import type { Severity } from '@/lib/domain/severity';
import type { HubPin } from '@/lib/domain/views/detection-settings';
import { getHub, pinHub } from '@/lib/server/entities/hub';
import { getEntity } from '@/lib/server/entities/queries';
import { makeActor } from '@/lib/server/incidents/testing';
import { pool } from '@/lib/server/pg';
import { ensureTenant } from '@/lib/server/tenant';
import { testDatabase } from '@/lib/server/testing/database';
import { sendRows } from '@/lib/server/testing/pipeline';
import { addExclusion, addMapping, removeExclusion, setServiceLevel } from './commands';
import { exclusionInput } from './input';
import { listServiceLevels } from './queries';

testDatabase();
let admin: Actor;
beforeAll(async () => {
  await ensureTenant();
  admin = await makeActor('default', 'admin');
});

/** A rule that forwards mail outside, and one that deletes it: two detectors, each fires at once. */
const RULES = {
  forward: [{ Name: 'ForwardTo', Value: 'drop@evil.example' }],
  remove: [
    { Name: 'Name', Value: '.' },
    { Name: 'DeleteMessage', Value: 'True' },
  ],
};
const FORWARDING = 'cloud-app.inbox-forwarding';
const SOURCE = 'microsoftDefenderForCloudApps';

let sequence = 0;
const inboxRule = (user: string, rule: keyof typeof RULES): object => {
  sequence++;
  return {
    TimeGenerated: new Date(Date.now() - 60_000 + sequence).toISOString(),
    OfficeWorkload: 'Exchange',
    Operation: 'New-InboxRule',
    RecordType: 'ExchangeAdmin',
    ResultStatus: 'True',
    UserId: `${user}@settings.example`,
    ClientIP: `45.155.205.${sequence}`,
    Id: `rule-${sequence}`,
    Parameters: JSON.stringify(RULES[rule]),
  };
};
const send = (user: string, rule: keyof typeof RULES) => sendRows('OfficeActivity', [inboxRule(user, rule)]);

interface Made {
  readonly detector: string;
  readonly visible: boolean;
  readonly incident: string | null;
  readonly account: string;
}

const alertsOf = async (user: string): Promise<Made[]> => {
  const found = await pool().query<Made>(
    `select a.detector_id as detector, a.visible, a.incident_id as incident, e.entity_id as account
     from alert a join alert_evidence e on e.alert_id = a.id join entity_identifier i on i.entity_id = e.entity_id
     where i.kind = 'upn' and i.value = $1 order by a.detector_id`,
    [`${user}@settings.example`],
  );
  return found.rows;
};
const detectorsOf = async (user: string) => (await alertsOf(user)).map((alert) => alert.detector);

describe('an exclusion', () => {
  it('silences one detector on one account, until it is removed', async () => {
    await send('ada', 'forward');
    expect(await detectorsOf('ada')).toEqual([FORWARDING]);
    const typed = { detectorId: FORWARDING, kind: 'upn', value: ' Kim@Settings.Example ', reason: 'Archive' };
    const { id } = await addExclusion(admin, null, exclusionInput.parse(typed));
    await send('kim', 'forward');
    await send('lee', 'forward');
    expect([await detectorsOf('kim'), await detectorsOf('lee')]).toEqual([[], [FORWARDING]]);
    await removeExclusion(admin, null, id);
    await send('kim', 'forward');
    expect(await detectorsOf('kim')).toEqual([FORWARDING]);
  });
});

describe('a service level', () => {
  it('keeps detections from becoming alerts, and its preview says how many', async () => {
    await send('mia', 'forward');
    const before = (await listServiceLevels(admin)).find((level) => level.source === SOURCE);
    const stored = await pool().query<{ severity: Severity }>(
      'select severity from alert where service_source = $1',
      [SOURCE],
    );
    const admitted = (level: ServiceLevel) =>
      stored.rows.filter((row) => levelAdmits(level, row.severity)).length;
    expect(before).toMatchObject({ level: 'all', defaultLevel: 'all', made: stored.rows.length });
    expect(before?.made).toBeGreaterThan(0);
    for (const level of SERVICE_LEVELS) expect(before?.wouldMake[level]).toBe(admitted(level));
    await setServiceLevel(admin, null, { source: SOURCE, from: 'all', to: 'off' });
    await send('noa', 'forward');
    expect(await alertsOf('noa')).toMatchObject([{ visible: false, incident: null }]);
    const after = (await listServiceLevels(admin)).find((level) => level.source === SOURCE);
    expect(after).toMatchObject({ level: 'off', made: before?.made });
    expect(after?.wouldMake.all).toBe((before?.wouldMake.all ?? 0) + 1);
    await setServiceLevel(admin, null, { source: SOURCE, from: 'off', to: 'all' });
    await send('oda', 'forward');
    expect(await alertsOf('oda')).toMatchObject([{ visible: true }]);
  });
});

describe('a domain pair', () => {
  it('joins the accounts that rows told under both names before', async () => {
    await sendRows('DeviceLogonEvents', [
      {
        Timestamp: new Date(Date.now() - 60_000).toISOString(),
        DeviceName: 'pc-17.settings.example',
        ActionType: 'LogonSuccess',
        LogonType: 'Interactive',
        AccountDomain: 'SETTINGS',
        AccountName: 'pia',
        ReportId: 1,
      },
    ]);
    await send('pia', 'remove');
    const entities = async (): Promise<string[]> => {
      const found = await pool().query<{ entity_id: string }>(
        'select distinct entity_id from entity_identifier where value = any($1)',
        [['settings\\pia', 'pia@settings.example']],
      );
      return found.rows.map((row) => row.entity_id);
    };
    expect(await entities()).toHaveLength(2);
    await addMapping(admin, null, { domain: 'settings', suffix: 'settings.example' });
    await send('pia', 'forward');
    expect(await entities()).toHaveLength(1);
    const merges = await pool().query<{ reason: string }>('select reason from entity_merge');
    expect(merges.rows.map((row) => row.reason)).toEqual([expect.stringContaining('configured')]);
  });
});

describe('a hub pin', () => {
  /** Two detections of one account from two addresses: the account is all that they share. */
  async function twoAlerts(user: string, pin: HubPin | null): Promise<Made[]> {
    await send(user, 'forward');
    const [first] = await alertsOf(user);
    if (!first) throw new Error('no alert');
    if (pin) await pinHub(admin, null, { id: first.account, from: null, to: pin, reason: 'Shared desk' });
    await send(user, 'remove');
    return alertsOf(user);
  }

  it('makes a shared account link two alerts no more', async () => {
    const free = await twoAlerts('rea', null);
    expect(free).toHaveLength(2);
    expect(new Set(free.map((alert) => alert.incident)).size).toBe(1);
    const pinned = await twoAlerts('sam', 'hub');
    expect(pinned).toHaveLength(2);
    expect(new Set(pinned.map((alert) => alert.incident)).size).toBe(2);
  });

  it('wins over what was measured, on the page too', async () => {
    await send('tea', 'forward');
    const id = (await alertsOf('tea'))[0]?.account ?? '';
    const hub = async () => {
      const entity = await getEntity(admin, id);
      return entity && getHub(admin, entity);
    };
    expect(await hub()).toMatchObject({ pin: null, isHub: false, measured: { distinct: 0, capped: false } });
    await addContacts(id, 60);
    expect(await hub()).toMatchObject({ isHub: true, measured: { distinct: 60 } });
    await pinHub(admin, null, { id, from: null, to: 'notHub', reason: 'One person' });
    expect(await hub()).toMatchObject({ pin: 'notHub', isHub: false, measured: { distinct: 60 } });
    await pinHub(admin, null, { id, from: 'notHub', to: null, reason: 'Was wrong' });
    expect(await hub()).toMatchObject({ pin: null, isHub: true, waitsForDays: null });
  });

  it('says that an address waits for a baseline', async () => {
    const [address] = (
      await pool().query<{ id: string }>("select id from entity where type = 'ip' order by id limit 1")
    ).rows;
    const entity = await getEntity(admin, address?.id ?? '');
    expect(entity && (await getHub(admin, entity))).toMatchObject({ isHub: false, waitsForDays: 7 });
  });

  /** As if the account had been on so many machines in the days before the newest telemetry. */
  async function addContacts(id: string, count: number): Promise<void> {
    const day = dayNumber(Date.now()) - 5;
    const seen = Object.fromEntries(Array.from({ length: count }, (_, i) => [`host-${i}`, [day, day]]));
    await pool().query(
      `insert into engine_state (tenant_id, origin, key, value) values ('default', '', $1, $2)
       on conflict (tenant_id, origin, key) do update set value = excluded.value`,
      [`prevalence|account|${id}`, JSON.stringify({ seen })],
    );
  }
});
