import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { pinHub } from '@/lib/server/entities/hub';
import { makeAccount, makeActor, makeTenant } from '@/lib/server/incidents/testing';
import { testDatabase } from '@/lib/server/testing/database';
import {
  addExclusion,
  addMapping,
  removeExclusion,
  removeMapping,
  setNetworks,
  setServiceLevel,
} from './commands';
import { exclusionInput, mappingInput, networksInput } from './input';
import { getNetworks, listExclusions, listMappings, listServiceLevels } from './queries';

testDatabase();
const T = 'contoso';
let admin: Actor;
let stranger: Actor;
let account: string;
beforeAll(async () => {
  await makeTenant(T);
  await makeTenant('other');
  admin = await makeActor(T, 'admin');
  stranger = await makeActor('other', 'admin');
  account = await makeAccount(T, 'Kim');
});

const EXCLUSION = {
  detectorId: 'identity.new-country',
  kind: 'address',
  value: '203.0.113.7',
  reason: 'Our proxy',
  days: 90,
} as const;
const NOTHING = { corporateNetworks: [], internalDomains: [] };
const PAIR = { domain: 'contoso', suffix: 'contoso.com' };

/** Every command there is. */
const every = (actor: Actor): readonly (() => Promise<unknown>)[] => [
  () => addExclusion(actor, null, EXCLUSION),
  () => setServiceLevel(actor, null, { source: 'throughline', from: 'all', to: 'off' }),
  () => setNetworks(actor, null, { from: NOTHING, ...NOTHING, internalDomains: ['contoso.com'] }),
  () => addMapping(actor, null, PAIR),
  () => removeMapping(actor, null, PAIR),
  () => pinHub(actor, null, { id: account, from: null, to: 'hub', reason: 'x' }),
];
const lastAudit = (targetType: string, targetId: string) =>
  prisma().auditEntry.findFirstOrThrow({
    where: { tenantId: T, targetType, targetId },
    orderBy: { seq: 'desc' },
  });

describe('commands', () => {
  it.each(['analyst', 'manager', 'identityAdmin'] as const)(
    'refuse a %s, and write nothing',
    async (role) => {
      const actor = await makeActor(T, role);
      const before = await prisma().auditEntry.count();
      for (const run of every(actor))
        await expect(async () => run()).rejects.toMatchObject({ code: 'forbidden' });
      expect(await prisma().auditEntry.count()).toBe(before);
      expect(await prisma().setting.count()).toBe(0);
      expect(await prisma().exclusion.count()).toBe(0);
    },
  );

  it('add and remove an exclusion with audit, once, in its own tenant', async () => {
    const { id } = await addExclusion(admin, 'req-1', EXCLUSION);
    expect(await listExclusions(admin)).toMatchObject([
      {
        id,
        detectorId: EXCLUSION.detectorId,
        conditions: [
          { on: 'entity', type: 'ip', identifiers: [{ kind: 'address', value: EXCLUSION.value }] },
        ],
        createdBy: admin.name,
        hits: 0,
        hasEnded: false,
      },
    ]);
    expect(await lastAudit('exclusion', id)).toMatchObject({
      action: 'exclusion.create',
      requestId: 'req-1',
      reason: 'Our proxy',
    });
    await expect(addExclusion(admin, null, EXCLUSION)).rejects.toMatchObject({
      code: 'invalid',
      fields: { value: expect.any(String) },
    });
    await expect(removeExclusion(stranger, null, id)).rejects.toMatchObject({ code: 'notFound' });
    await removeExclusion(admin, null, id);
    expect(await listExclusions(admin)).toEqual([]);
    expect((await lastAudit('exclusion', id)).changes).toContainEqual({
      field: 'conditions',
      from: `Source address: ${EXCLUSION.value}`,
      to: null,
    });
    await expect(removeExclusion(admin, null, id)).rejects.toMatchObject({ code: 'notFound' });
  });

  it('set a level from its default, and refuse a stale one by the name of who was first', async () => {
    const source = 'azureAdIdentityProtection';
    const change = { source, from: 'high', to: 'highAndMedium' } as const;
    await setServiceLevel(admin, null, change);
    expect((await lastAudit('setting', 'serviceLevels')).changes).toEqual([
      { field: source, from: 'high', to: 'highAndMedium' },
    ]);
    const late = setServiceLevel(admin, null, { ...change, to: 'off' });
    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      userText: expect.stringContaining(admin.name),
    });
    const levels = new Map((await listServiceLevels(admin)).map((view) => [view.source, view.level]));
    expect([levels.get(source), levels.get('throughline')]).toEqual(['highAndMedium', 'all']);
    expect((await listServiceLevels(stranger)).find((view) => view.source === source)?.level).toBe('high');
  });

  it('of two first writers of one setting let one in', async () => {
    const set = (to: 'high' | 'off') =>
      setServiceLevel(stranger, null, { source: 'thirdParty', from: 'all', to });
    const outcomes = await Promise.allSettled([set('high'), set('off')]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('set networks and domains, and refuse a form that was opened before', async () => {
    const wanted = { corporateNetworks: ['198.51.100.0/24'], internalDomains: ['contoso.com'] };
    await setNetworks(admin, null, { from: NOTHING, ...wanted });
    expect(await getNetworks(admin)).toEqual(wanted);
    expect((await lastAudit('setting', 'detection')).changes).toEqual([
      { field: 'corporateNetworks', from: [], to: ['198.51.100.0/24'] },
      { field: 'internalDomains', from: [], to: ['contoso.com'] },
    ]);
    const late = setNetworks(admin, null, { from: NOTHING, ...NOTHING });
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    expect(await getNetworks(admin)).toEqual(wanted);
  });

  it('add and remove a pair; a second suffix of one domain is a contradiction', async () => {
    await addMapping(admin, null, PAIR);
    const second = addMapping(admin, null, { ...PAIR, suffix: 'fabrikam.com' });
    await expect(second).rejects.toMatchObject({ code: 'invalid', fields: { domain: expect.any(String) } });
    expect(await listMappings(admin)).toEqual([PAIR]);
    await removeMapping(admin, null, PAIR);
    expect(await listMappings(admin)).toEqual([]);
    expect((await lastAudit('setting', 'domainMappings')).changes).toEqual([
      { field: 'pair', from: 'contoso ↔ contoso.com', to: null },
    ]);
    await expect(removeMapping(admin, null, PAIR)).rejects.toMatchObject({ code: 'notFound' });
  });

  it('pin a hub with reason, refuse a stale pin and a stranger', async () => {
    await pinHub(admin, null, { id: account, from: null, to: 'hub', reason: 'Kiosk' });
    expect(await lastAudit('entity', account)).toMatchObject({
      action: 'entity.pinHub',
      reason: 'Kiosk',
      changes: [{ field: 'hubPin', from: null, to: 'hub' }],
    });
    const late = pinHub(admin, null, { id: account, from: null, to: 'notHub', reason: 'x' });
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    const foreign = pinHub(stranger, null, { id: account, from: 'hub', to: null, reason: 'x' });
    await expect(foreign).rejects.toMatchObject({ code: 'notFound' });
  });
});

describe('input', () => {
  it('brings an identifier to the spelling of rows, or says what is expected', () => {
    const given = { ...EXCLUSION, kind: 'ntAccount', value: ' CONTOSO\\Kim ' };
    expect(exclusionInput.parse(given).value).toBe('contoso\\kim');
    const wrong = exclusionInput.safeParse({ ...given, value: 'kim' });
    expect(wrong.error?.issues).toMatchObject([{ path: ['value'] }]);
    const empty = exclusionInput.safeParse({ ...given, detectorId: 'x', reason: ' ' });
    expect(empty.error?.issues.map((issue) => issue.path[0])).toEqual(['detectorId', 'reason']);
  });

  it.each([
    ['198.51.100.7', true],
    ['10.0.0.0/8', true],
    ['2001:DB8::/32', true],
    ['0.0.0.0/0', false],
    ['10.0.0.0/7', false],
    ['::/0', false],
    ['198.51.100', false],
    ['198.51.100.0/33', false],
    ['contoso.com', false],
  ])('network %s: %s', (text, valid) => {
    const parsed = networksInput.safeParse({
      from: NOTHING,
      corporateNetworks: [text, ''],
      internalDomains: [],
    });
    expect(parsed.success).toBe(valid);
    if (parsed.success) expect(parsed.data.corporateNetworks).toEqual([text.toLowerCase()]);
  });

  it('takes domains without case and doubles', () => {
    const input = { from: NOTHING, corporateNetworks: [], internalDomains: ['Contoso.com', 'contoso.COM '] };
    expect(networksInput.parse(input).internalDomains).toEqual(['contoso.com']);
    expect(networksInput.safeParse({ ...input, internalDomains: ['not a domain'] }).success).toBe(false);
    expect(mappingInput.parse({ domain: ' CONTOSO', suffix: '@Contoso.com' })).toEqual(PAIR);
    expect(mappingInput.safeParse({ domain: '__proto__', suffix: 'contoso.com' }).success).toBe(false);
  });
});
