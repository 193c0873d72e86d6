import { describe, expect, it } from 'vitest';
import { bool, num, pairs, str, words } from './fields';
import { geoOf, ipOf } from './geo';
import { parseLoose } from './loose-json';
import { account, host } from './mentions';
import { sysmonHashes } from './process';
import { taskCommand } from './sources/device-other';
import { sidOfHex } from './sources/windows-accounts';
import { ids } from './testing';
import { isoTime, parseTime } from './time';

describe('parseTime', () => {
  it.each<[unknown, string | undefined]>([
    ['2021-08-02T13:29:25.983Z', '2021-08-02T13:29:25.983Z'],
    ['2021-08-02T13:11:39.7724491Z', '2021-08-02T13:11:39.772Z'],
    ['2021-08-02T13:27:20Z', '2021-08-02T13:27:20.000Z'],
    ['2021-06-29 11:35:51.349117', '2021-06-29T11:35:51.349Z'],
    ['2021-12-15 23:00:03.449464400+00:00', '2021-12-15T23:00:03.449Z'],
    ['2021-08-02T09:05:33.4847965-04:00', '2021-08-02T13:05:33.484Z'],
    ['2024-01-15 09:00:00 +0000', '2024-01-15T09:00:00.000Z'],
    ['4/28/2021, 2:08:10.123 PM', '2021-04-28T14:08:10.123Z'],
    ['12/1/2021, 12:00:00 AM', '2021-12-01T00:00:00.000Z'],
    ['4/28/2021 14:08', '2021-04-28T14:08:00.000Z'],
    ['Sat, 24 Apr 2021 12:00:03 GMT', '2021-04-24T12:00:03.000Z'],
    [1617770662000, '2021-04-07T04:44:22.000Z'],
    [1617770662, '2021-04-07T04:44:22.000Z'],
    ['1617770662000', '2021-04-07T04:44:22.000Z'],
    ['0001-01-01T00:00:00Z', undefined],
    ['9999-12-31T23:59:59Z', undefined],
    ['2021-13-02T13:27:20Z', undefined],
    ['redacted', undefined],
    ['', undefined],
    [{}, undefined],
  ])('reads %j', (value, expected) => {
    const time = parseTime(value);
    expect(time === undefined ? undefined : new Date(time).toISOString()).toBe(expected);
  });

  it('keeps the fraction digits that the source had', () => {
    expect(isoTime('2021-06-29 11:35:51.349117')).toBe('2021-06-29T11:35:51.349117Z');
    expect(isoTime('2021-08-02T13:11:39.7724491Z')).toBe('2021-08-02T13:11:39.7724491Z');
  });
});

describe('values', () => {
  it('reads scalars and leaves placeholders out', () => {
    expect([str(' a '), str('-'), str('nan'), str(3), str(Number.NaN), str({})]).toEqual([
      'a',
      undefined,
      undefined,
      '3',
      undefined,
      undefined,
    ]);
    expect([num('0x3e7'), num('12'), num('1e3'), num('12a'), num('')]).toEqual([
      999,
      12,
      1000,
      undefined,
      undefined,
    ]);
    expect([bool('TRUE'), bool('0'), bool('maybe'), bool(true)]).toEqual([true, false, undefined, true]);
    expect(words('["a","b"]')).toEqual(['a', 'b']);
    expect(words('Phish, Malware')).toEqual(['Phish', 'Malware']);
  });

  it('reads names and values in every form', () => {
    expect({ ...pairs('[{"Name":"ForwardTo","Value":"x@y.z"}]') }).toEqual({ ForwardTo: 'x@y.z' });
    expect({ ...pairs(['@{Value=Bind; Name=MailAccessType}']) }).toEqual({ MailAccessType: 'Bind' });
    expect({ ...pairs({ a: 1, b: { c: 2 } }) }).toEqual({ a: '1', b: '{"c":2}' });
  });

  it('reads Python literals', () => {
    expect(parseLoose("{'city': 'Azor', 'ok': True, 'x': None, 'note': \"it's\"}")).toEqual({
      city: 'Azor',
      ok: true,
      x: null,
      note: "it's",
    });
    expect(parseLoose('not json')).toBeUndefined();
  });

  it('normalizes addresses', () => {
    const given = [
      '1.2.3.4',
      '1.2.3.4:10736',
      '::ffff:10.0.0.1',
      '[2A01:110::5]:36185',
      'fe80::1%5',
      '0.0.0.0',
      'AWS Internal',
      '-',
    ];
    expect(given.map(ipOf)).toEqual([
      '1.2.3.4',
      '1.2.3.4',
      '10.0.0.1',
      '2a01:110::5',
      'fe80::1',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("keeps a row's own place whole and takes the network from the look-up", () => {
    const ctx = {
      geo: () => ({ country: 'US', city: 'Ashburn', latitude: 39, longitude: -77, asn: 1 }),
      receivedAt: 0,
    };
    expect(geoOf(ctx, '203.0.113.7', { country: 'IL' })).toEqual({ country: 'IL', asn: 1 });
    expect(geoOf(ctx, '203.0.113.7', { country: 'US', city: 'Boston' })).toMatchObject({
      country: 'US',
      city: 'Boston',
      asn: 1,
    });
    expect(geoOf(ctx, '203.0.113.7')).toMatchObject({ city: 'Ashburn' });
  });

  it('reads hashes, binary SIDs and task definitions', () => {
    expect(
      sysmonHashes('SHA1=2CA6101525953606730412294C36D415FEE06B18,IMPHASH=00000000000000000000000000000000'),
    ).toEqual({
      sha1: '2ca6101525953606730412294c36d415fee06b18',
    });
    expect(sidOfHex('01050000000000051500000076dd6f94db30d500aca354e1f4010000')).toBe(
      'S-1-5-21-2490359158-13971675-3780420524-500',
    );
    expect(sidOfHex('0105')).toBeUndefined();
    expect(taskCommand('<Exec><Command>cmd.exe</Command><Arguments>/c x</Arguments></Exec>')).toBe(
      'cmd.exe /c x',
    );
  });
});

describe('account', () => {
  const SID = 'S-1-5-21-1-2-3-500';
  it('joins every identifier of one person in one mention', () => {
    const mention = account({
      oid: 'AEAD923D-498B-4f64-a66c-2af91447a8b6',
      upn: 'W@X.com',
      sid: SID,
      domain: 'SIM',
      name: 'wardog',
      host: 'a.sim.com',
    });
    expect(ids(mention)).toEqual([
      'aadUserId=aead923d-498b-4f64-a66c-2af91447a8b6',
      'ntAccount=sim\\wardog',
      `sid=${SID}`,
      'upn=w@x.com',
    ]);
  });

  it.each<[string, Parameters<typeof account>[0], string[]]>([
    ['a local account', { name: 'PC1\\bob', host: 'pc1.corp.com' }, ['localAccount=pc1\\bob']],
    ['a Kerberos principal', { name: 'bob@CORP.COM', domain: 'CORP.COM' }, ['ntAccount=corp.com\\bob']],
    ['a domain administrator', { name: 'CORP\\Administrator' }, ['ntAccount=corp\\administrator']],
    ['a bare name', { name: 'dbadmin' }, ['name=dbadmin']],
    ['an on-premises SID, under both kinds', { onPremisesSid: SID }, [`onPremisesSid=${SID}`, `sid=${SID}`]],
    ['a machine account', { name: 'DC01$', domain: 'CORP' }, ['netbios=dc01', 'ntHost=corp\\dc01']],
    ['a bare machine account', { name: 'DC01$' }, ['netbios=dc01']],
  ])('names %s', (_what, parts, expected) => {
    expect(ids(account(parts))).toEqual(expected);
  });

  it.each([
    { name: 'SYSTEM', domain: 'NT AUTHORITY', sid: 'S-1-5-18' },
    { name: 'NETWORK SERVICE' },
    { name: 'ADMIN' },
    { name: 'DWM-1', domain: 'Window Manager' },
    { name: '-', domain: '-', sid: 'S-1-0-0' },
    { oid: '00000000-0000-0000-0000-000000000000' },
    { upn: 'no address' },
    {},
  ])('has no name for %j', (parts) => {
    expect(account(parts)).toBeUndefined();
  });

  it('names hosts by what is strong', () => {
    expect(
      ids(host({ name: 'ADFS01.Corp.com', mdeDeviceId: '00000000-0000-0000-0000-000000000000' })),
    ).toEqual(['fqdn=adfs01.corp.com', 'netbios=adfs01']);
    expect(ids(host({ name: 'PC1', domain: 'CORP' }))).toEqual(['netbios=pc1', 'ntHost=corp\\pc1']);
    const vm = '/subscriptions/1/resourceGroups/r/providers/Microsoft.Compute/virtualMachines/PC1';
    expect(ids(host({ name: 'PC1', azure: [vm] }))).toEqual([`azureVmId=${vm.toLowerCase()}`, 'netbios=pc1']);
    expect(host({ name: '-' })).toBeUndefined();
  });
});
