import { beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '@/lib/core/time';
import type { CloseAlertInput } from '@/lib/domain/commands';
import type { Actor } from '@/lib/domain/permissions';
import type { ExclusionPreview } from '@/lib/domain/views/exclusion';
import { conditionWords } from '@/lib/domain/views/exclusion';
import { closeAlert } from '@/lib/server/alerts/close';
import { listExclusions } from '@/lib/server/detection-settings/queries';
import { makeActor, makeTenant } from '@/lib/server/incidents/testing';
import { pool } from '@/lib/server/pg';
import { ensureTenant } from '@/lib/server/tenant';
import { testDatabase } from '@/lib/server/testing/database';
import { sendRows } from '@/lib/server/testing/pipeline';
import { previewExclusion } from './back-test';

testDatabase();
let analyst: Actor;
beforeAll(async () => {
  await ensureTenant();
  await makeTenant('other');
  analyst = await makeActor('default', 'analyst');
});

let sequence = 0;
/** A rule that forwards a person's mail outside, made from an address. */
const forwarding = (user: string, ip: string, at = Date.now() - 60_000): object => ({
  TimeGenerated: new Date(at + ++sequence).toISOString(),
  OfficeWorkload: 'Exchange',
  Operation: 'New-InboxRule',
  RecordType: 'ExchangeAdmin',
  ResultStatus: 'True',
  UserId: `${user}@quiet.example`,
  ClientIP: ip,
  Id: `quiet-${sequence}`,
  Parameters: JSON.stringify([{ Name: 'ForwardTo', Value: 'drop@evil.example' }]),
});
const send = (...rows: object[]) => sendRows('OfficeActivity', rows);

interface Stored {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

const alertsOf = async (user: string): Promise<Stored[]> => {
  const found = await pool().query<Stored>(
    `select distinct a.id, a.version, a.status, a.created_at from alert a
       join alert_evidence e on e.tenant_id = a.tenant_id and e.alert_id = a.id
       join entity_identifier i on i.tenant_id = a.tenant_id and i.entity_id = e.entity_id
     where a.tenant_id = 'default' and a.detector_id = 'cloud-app.inbox-forwarding' and i.kind = 'upn' and i.value = $1
     order by a.created_at`,
    [`${user}@quiet.example`],
  );
  return found.rows;
};
const only = async (user: string): Promise<Stored> => {
  const [alert, ...more] = await alertsOf(user);
  expect(more).toEqual([]);
  if (!alert) throw new Error('no alert');
  return alert;
};

const keysOf = (preview: ExclusionPreview, ...labels: string[]): string[] =>
  preview.offers
    .filter((offer) => labels.includes(conditionWords(offer.condition).label))
    .map((offer) => offer.key);
const close = (alert: Stored, rest: Partial<CloseAlertInput> = {}) =>
  closeAlert(analyst, 'req', {
    id: alert.id,
    version: alert.version,
    resolve: true,
    classification: 'falsePositive',
    determination: 'notMalicious',
    comment: '',
    exclusion: null,
    ...rest,
  } as CloseAlertInput);

describe('closing as false positive', () => {
  it('keeps quiet about exactly what was chosen, counts each row once, and ends by event time', async () => {
    await send(forwarding('ann', '203.0.113.7'));
    const alert = await only('ann');
    const preview = await previewExclusion(analyst, alert.id, null);
    const chosen = keysOf(preview, 'Account', 'IP address');
    expect(chosen.every((key) => preview.chosen.includes(key))).toBe(true);
    expect(preview).toMatchObject({ removed: 1, reduced: 0, truePositives: 0, ofDetector: 1 });
    await close(alert, {
      comment: 'The archive.',
      exclusion: { keys: chosen, days: 30, reason: 'Archive' },
    });
    expect((await only('ann')).status).toBe('resolved');

    const quiet = [forwarding('ann', '203.0.113.7'), forwarding('ann', '203.0.113.7')];
    await send(...quiet);
    await send(...quiet);
    expect(await alertsOf('ann')).toHaveLength(1);
    const [exclusion] = await listExclusions(analyst);
    expect(exclusion).toMatchObject({ hits: 2, hasEnded: false, sourceAlert: { id: alert.id } });
    expect(exclusion?.lastHitAt).not.toBeNull();

    await send(forwarding('ann', '203.0.113.8'));
    expect(await alertsOf('ann')).toHaveLength(2);
    await pool().query("update exclusion set expires_at = now() - interval '1 day'");
    await send(forwarding('bob', '203.0.113.7'), forwarding('ann', '203.0.113.7', Date.now() - 2 * DAY));
    // What happened before its end is still quiet, what happens after it is told.
    expect((await listExclusions(analyst))[0]).toMatchObject({ hits: 3, hasEnded: true });
    await send(forwarding('ann', '203.0.113.9'), forwarding('ann', '203.0.113.7'));
    expect((await listExclusions(analyst))[0]).toMatchObject({ hits: 3 });
  });

  it('is all or nothing: audit on both, and no alert closed with an exclusion that was refused', async () => {
    await send(forwarding('cat', '198.51.100.1'));
    const alert = await only('cat');
    const exclusion = { keys: ['made-up'], days: null, reason: 'x' };
    await expect(close(alert, { exclusion })).rejects.toMatchObject({ code: 'invalid' });
    expect((await only('cat')).status).toBe('new');
    const { chosen } = await previewExclusion(analyst, alert.id, null);
    const keys = [...chosen];
    const true_ = { classification: 'truePositive', determination: 'other' } as const;
    await expect(close(alert, { ...true_, exclusion: { ...exclusion, keys } })).rejects.toMatchObject({
      code: 'invalid',
    });
    const { version } = await close(alert, { exclusion: { ...exclusion, keys } });
    const again = close({ ...alert, version }, { exclusion: { ...exclusion, keys } });
    await expect(again).rejects.toMatchObject({ userText: expect.stringContaining('already') });
    const audited = await pool().query<{ action: string; target_type: string }>(
      "select action, target_type from audit_entry where target_id = $1 or reason = 'x' order by seq",
      [alert.id],
    );
    expect(audited.rows.map((row) => row.action)).toEqual(
      expect.arrayContaining(['alert.close', 'exclusion.create', 'alert.exclude']),
    );
  });

  it('is not for a manager, and never for another tenant', async () => {
    await send(forwarding('dan', '198.51.100.2'));
    const alert = await only('dan');
    const stranger = await makeActor('other', 'admin');
    await expect(previewExclusion(stranger, alert.id, null)).rejects.toMatchObject({ code: 'notFound' });
    const manager = await makeActor('default', 'manager');
    const input = {
      id: alert.id,
      version: alert.version,
      resolve: true,
      classification: 'falsePositive',
      determination: 'unknown',
      comment: '',
      exclusion: null,
    } as const;
    await expect(closeAlert(manager, null, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(async () => closeAlert(manager, null, input)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the back-test', () => {
  it('counts what each width removes, makes smaller and would have lost', async () => {
    // One alert of one person from two addresses, one from one of them, one of somebody else.
    await send(forwarding('eve', '192.0.2.1'));
    await close(await only('eve'), { classification: 'truePositive', determination: 'other' });
    await send(forwarding('eve', '192.0.2.1'), forwarding('fay', '192.0.2.1'));
    const alerts = await alertsOf('eve');
    expect(alerts).toHaveLength(2);
    const subject = alerts.find((alert) => alert.status === 'new');
    const all = await previewExclusion(analyst, subject?.id ?? '', null);
    const by = (...labels: string[]) => previewExclusion(analyst, subject?.id ?? '', keysOf(all, ...labels));
    expect(await by('Account', 'IP address')).toMatchObject({ removed: 2, reduced: 0, truePositives: 1 });
    expect(await by('IP address')).toMatchObject({ removed: 3, truePositives: 1, unclassified: 2 });
    expect((await by('IP address')).alerts[0]).toMatchObject({ isTruePositive: true, effect: 'removed' });
    // Another fact of the second alert: without the address it would be gone, with it a part would be left.
    await send(forwarding('eve', '192.0.2.2'));
    expect(await by('Account', 'IP address')).toMatchObject({ removed: 1, reduced: 1 });
  });
});
