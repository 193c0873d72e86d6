import { describe, expect, it } from 'vitest';
import { type Actor, PERMISSIONS } from '@/lib/domain/permissions';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { kindOf, parseNamed } from './named';
import { facetNames, hasTimeline, timelineNames } from './names';
import { contactsOf } from './prevalence';
import { getEntity } from './queries';

testDatabase();
const T = 'entities';
const actor: Actor = {
  tenantId: T,
  kind: 'user',
  id: 'u',
  name: 'U',
  permissions: new Set(PERMISSIONS),
  roles: ['admin'],
  scopes: [],
};

async function entity(
  id: string,
  type: string,
  name: string,
  identifiers: [string, string][] = [],
  tenant = T,
) {
  await pool().query(
    'INSERT INTO entity (tenant_id, id, type, name, first_seen, last_seen) VALUES ($1, $2, $3, $4, now(), now())',
    [tenant, id, type, name],
  );
  for (const [kind, value] of identifiers) {
    await pool().query(
      `INSERT INTO entity_identifier (tenant_id, origin, type, kind, value, entity_id, first_seen, last_seen)
       VALUES ($1, '', $2, $3, $4, $5, now(), now())`,
      [tenant, type, kind, value, id],
    );
  }
}

describe('a thing by its name', () => {
  it.each([
    ['ip:203.0.113.7', 'ip', 'address'],
    ['ip:2001:db8::1', 'ip', 'address'],
    ['account:ann@x.example', 'account', 'upn'],
    ['account:corp\\ann', 'account', 'ntAccount'],
    ['account:S-1-5-21-1', 'account', 'sid'],
    [`fileHash:${'a'.repeat(64)}`, 'fileHash', 'sha256'],
    ['url:https://x.example/a:b', 'url', 'url'],
    ['host:pc1.x.example', 'host', 'fqdn'],
    ['oauthApplication:Mail Helper', 'oauthApplication', 'appName'],
  ])('%s', (id, type, kind) => {
    const named = parseNamed(id);
    expect(named?.type).toBe(type);
    expect(named && kindOf(named)).toBe(kind);
  });

  it.each(['ip:not an address', 'fileHash:zz', 'account:ann'])('%s names nothing', async (id) => {
    expect(await getEntity(actor, id)).toBeNull();
  });

  it('is no id, and an id is no name', () => {
    expect(parseNamed('eaa864ad-efa2-8dd3-ae6d-a9031bf682c8')).toBeNull();
    expect(parseNamed('nothing:x')).toBeNull();
  });

  it('leads to the entity that has it, also an application under another type, and to nobody else’s', async () => {
    await entity('e1', 'account', 'Ann', [['upn', 'ann@x.example']]);
    await entity('e2', 'servicePrincipal', 'Helper', [['appId', '11111111-2222-3333-4444-555555555555']]);
    await entity('e3', 'ip', '203.0.113.8', [['address', '203.0.113.8']], 'other');
    expect(await getEntity(actor, 'account:Ann@X.example')).toMatchObject({ mergedInto: 'e1' });
    expect(await getEntity(actor, 'oauthApplication:11111111-2222-3333-4444-555555555555')).toMatchObject({
      mergedInto: 'e2',
    });
    expect(await getEntity(actor, 'ip:203.0.113.8')).toMatchObject({
      mergedInto: null,
      firstSeen: null,
      identifiers: [{ kind: 'address', value: '203.0.113.8' }],
    });
  });
});

describe('what the lake is asked for', () => {
  const thing = (
    type: 'file' | 'mailMessage' | 'registryKey' | 'servicePrincipal',
    name: string,
    kind?: 'sha256',
  ) => ({
    type,
    name,
    identifiers: kind ? [{ kind, value: 'ab12' } as const] : [],
  });

  it('is the hash of a file, and its name where it has none', () => {
    expect(timelineNames(thing('file', 'C:\\a\\b.exe', 'sha256'))).toMatchObject({
      things: ['ab12'],
      thingKind: 'hash',
    });
    expect(timelineNames(thing('file', 'C:\\a\\b.exe'))).toMatchObject({
      things: ['b.exe'],
      thingKind: 'fileName',
    });
    expect(facetNames(thing('file', 'C:\\a\\b.exe'), 'fileDevices')).toEqual(['b.exe']);
  });

  it('is nothing for what no column names', () => {
    expect(hasTimeline(thing('registryKey', 'HKLM\\x'))).toBe(false);
    expect(hasTimeline(thing('mailMessage', 'x'))).toBe(false);
  });
});

describe('contacts', () => {
  it('are the accounts and devices of ordinary telemetry, the latest first, told apart by eight characters', async () => {
    await entity('aaaaaaaa-1111', 'account', 'Ann A');
    await entity('bbbbbbbb-1111', 'host', 'pc1');
    await entity('cccccccc-1111', 'host', 'two that begin');
    await entity('cccccccc-2222', 'host', 'alike');
    await entity('ip1', 'ip', '203.0.113.9', [['address', '203.0.113.9']]);
    const seen = { aaaaaaaa: [20_000, 20_001], bbbbbbbb: [20_000, 20_005], cccccccc: [20_000, 20_000] };
    await pool().query(`INSERT INTO engine_state (tenant_id, origin, key, value) VALUES ($1, '', $2, $3)`, [
      T,
      'prevalence|ip|203.0.113.9',
      JSON.stringify({ seen }),
    ]);
    const found = await getEntity(actor, 'ip1');
    const contacts = found && (await contactsOf(actor, found));
    expect(contacts).toMatchObject({ distinct: 3, capped: false });
    expect(contacts?.rows).toEqual([
      { entityId: 'bbbbbbbb-1111', type: 'host', name: 'pc1', firstDay: '2024-10-04', lastDay: '2024-10-09' },
      {
        entityId: 'aaaaaaaa-1111',
        type: 'account',
        name: 'Ann A',
        firstDay: '2024-10-04',
        lastDay: '2024-10-05',
      },
    ]);
  });

  it('are known for an address that no alert names', async () => {
    await pool().query(
      `INSERT INTO engine_state (tenant_id, origin, key, value) VALUES ($1, 'demo', $2, $3)`,
      [T, 'prevalence|ip|198.51.100.1', JSON.stringify({ seen: { ffffffff: [20_000, 20_000] } })],
    );
    const found = await getEntity(actor, 'ip:198.51.100.1');
    expect(found && (await contactsOf(actor, found))).toMatchObject({ distinct: 1, rows: [] });
  });
});
