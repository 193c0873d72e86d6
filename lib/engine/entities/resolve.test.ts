import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntityMention, EntityType, Identifier, IdentifierKind } from '@/lib/domain/entity';
import { lookupKeys } from './lookup';
import { configure, emptyMappings } from './mappings';
import { MemoryIdentifierIndex } from './memory-index';
import { resolve } from './resolve';
import { sweepMentions } from './sweep';

type Ids = Partial<Record<IdentifierKind, string>>;

function mention(type: EntityType, ids: Ids): EntityMention {
  const list = Object.entries(ids).map(
    ([kind, value]): Identifier => ({ kind: kind as IdentifierKind, value }),
  );
  return { type, ids: list, name: list[0]?.value ?? '' };
}
const account = (ids: Ids) => mention('account', ids);
const host = (ids: Ids) => mention('host', ids);

function see(index: MemoryIdentifierIndex, m: EntityMention, time = 1) {
  const resolution = resolve(index, m, time);
  const fresh = index.apply(resolution);
  return { ...resolution, fresh };
}

describe('accounts', () => {
  it('joins every spelling of one person through rows that hold two of them', () => {
    const index = new MemoryIdentifierIndex('t|');
    const first = see(index, account({ upn: 'ann@contoso.com' }));
    expect(first.created).toBe(true);
    expect(see(index, account({ aadUserId: 'a1', upn: 'ann@contoso.com' })).entityId).toBe(first.entityId);
    expect(see(index, account({ aadUserId: 'a1', onPremisesSid: 's-1-5-21-1-2-3-1105' })).entityId).toBe(
      first.entityId,
    );
    expect(see(index, account({ sid: 's-1-5-21-1-2-3-1105', ntAccount: 'contoso\\ann' })).entityId).toBe(
      first.entityId,
    );
    expect(see(index, account({ ntAccount: 'contoso\\ann' })).entityId).toBe(first.entityId);
    expect(see(index, account({ mail: 'ann@contoso.com' })).entityId).toBe(first.entityId);
  });

  it('merges two entities when a row proves that they are one; the older wins', () => {
    const index = new MemoryIdentifierIndex('t|');
    const cloud = see(index, account({ aadUserId: 'a1' }), 50);
    const local = see(index, account({ sid: 's-1-5-21-1-2-3-1105' }), 10);
    expect(cloud.entityId).not.toBe(local.entityId);
    const proof = see(index, account({ aadUserId: 'a1', sid: 's-1-5-21-1-2-3-1105' }), 60);
    expect(proof.merges).toEqual([
      { winner: local.entityId, loser: cloud.entityId, reason: expect.stringContaining('a1') },
    ]);
    expect(see(index, account({ aadUserId: 'a1' }), 70).entityId).toBe(local.entityId);
    expect(index.entity(cloud.entityId ?? '')?.mergedInto).toBe(local.entityId);
  });

  it('never merges two object ids through a shared mailbox', () => {
    const index = new MemoryIdentifierIndex('t|');
    const ann = see(index, account({ aadUserId: 'a1', mail: 'info@contoso.com' }));
    const bob = see(index, account({ aadUserId: 'b2', mail: 'info@contoso.com' }));
    expect(bob.entityId).not.toBe(ann.entityId);
    expect(bob.conflicts).toEqual([
      { entityId: ann.entityId, shared: { kind: 'mail', value: 'info@contoso.com' }, attribute: 'aadUserId' },
    ]);
    expect(bob.merges).toEqual([]);
    const both = see(index, account({ aadUserId: 'b2', mail: 'info@contoso.com', upn: 'bob@contoso.com' }));
    expect(both.entityId).toBe(bob.entityId);
    expect(see(index, account({ mail: 'info@contoso.com' })).entityId).toBe(ann.entityId);
  });

  it('does not merge two RIDs of one domain, but one on-premises and one cloud SID', () => {
    const index = new MemoryIdentifierIndex('t|');
    const ann = see(index, account({ sid: 's-1-5-21-1-2-3-1105', mail: 'x@contoso.com' }));
    expect(see(index, account({ sid: 's-1-5-21-1-2-3-1106', mail: 'x@contoso.com' })).entityId).not.toBe(
      ann.entityId,
    );
    expect(see(index, account({ sid: 's-1-5-21-9-9-9-77', mail: 'x@contoso.com' })).entityId).toBe(
      ann.entityId,
    );
  });

  it('gives a UPN to whoever the newest object id says', () => {
    const index = new MemoryIdentifierIndex('t|');
    const old = see(index, account({ aadUserId: 'a1', upn: 'sales@contoso.com' }), 1);
    const next = see(index, account({ aadUserId: 'b2', upn: 'sales@contoso.com' }), 9);
    expect(next.moved).toEqual([{ id: { kind: 'upn', value: 'sales@contoso.com' }, from: old.entityId }]);
    expect(see(index, account({ upn: 'sales@contoso.com' }), 10).entityId).toBe(next.entityId);
    const late = see(index, account({ aadUserId: 'a1', upn: 'sales@contoso.com' }), 2);
    expect(late.moved).toEqual([]);
  });

  it.each([
    [{ name: 'ann' }],
    [{ sid: 's-1-5-18' }],
    [{ sid: 's-1-5-32-544' }],
    [{ sid: '1001:1001' }],
    [{ ntAccount: 'nt authority\\system' }],
    [{ ntAccount: '-\\-' }],
    [{ aadUserId: '00000000-0000-0000-0000-000000000000' }],
    [{ localAccount: 'web01\\root' }],
  ])('creates nothing from %j', (ids) => {
    const index = new MemoryIdentifierIndex('t|');
    expect(resolve(index, account(ids), 1)).toMatchObject({
      entityId: null,
      created: false,
      newIdentifiers: [],
    });
  });
});

describe('NT domain ↔ UPN suffix', () => {
  const wardog = account({ ntAccount: 'simulandlabs\\wardog', upn: 'wardog@simulandlabs.com' });

  it('joins an account through a mapping that another account proved', () => {
    const index = new MemoryIdentifierIndex('t|');
    expect(see(index, wardog).fresh).toEqual([
      { kind: 'upn', domain: 'simulandlabs', suffix: 'simulandlabs.com', name: 'wardog' },
    ]);
    const cloud = see(index, account({ upn: 'pgustavo@simulandlabs.com' }));
    expect(see(index, account({ ntAccount: 'simulandlabs\\pgustavo' })).entityId).toBe(cloud.entityId);
    expect(see(index, account({ ntAccount: 'simulandlabs.com\\pgustavo' })).entityId).toBe(cloud.entityId);
  });

  it('does not join before the mapping is known, and joins by a sweep once it is', () => {
    const index = new MemoryIdentifierIndex('t|');
    const local = see(index, account({ ntAccount: 'simulandlabs\\pgustavo' }), 1);
    const cloud = see(index, account({ upn: 'pgustavo@simulandlabs.com' }), 2);
    expect(cloud.entityId).not.toBe(local.entityId);
    const [pair] = see(index, wardog, 3).fresh;
    const again =
      pair === undefined ? [] : sweepMentions(pair, ['simulandlabs\\pgustavo', 'other\\pgustavo']);
    expect(again).toHaveLength(1);
    for (const m of again) expect(see(index, m, 4).merges[0]?.reason).toContain('observed on wardog');
    expect(see(index, account({ upn: 'pgustavo@simulandlabs.com' }), 5).entityId).toBe(local.entityId);
  });

  it('joins nobody when the observations disagree, unless a person configured one', () => {
    const index = new MemoryIdentifierIndex('t|');
    see(index, wardog);
    see(index, account({ ntAccount: 'simulandlabs\\eve', upn: 'eve@fabrikam.com' }));
    const cloud = see(index, account({ upn: 'bob@simulandlabs.com' }));
    expect(see(index, account({ ntAccount: 'simulandlabs\\bob' })).entityId).not.toBe(cloud.entityId);

    const set = new MemoryIdentifierIndex(
      't|',
      configure(emptyMappings(), [{ domain: 'SIMULANDLABS', suffix: 'simulandlabs.com' }])?.mappings,
    );
    see(set, account({ ntAccount: 'simulandlabs\\eve', upn: 'eve@fabrikam.com' }));
    const known = see(set, account({ upn: 'bob@simulandlabs.com' }));
    expect(see(set, account({ ntAccount: 'simulandlabs\\bob' })).entityId).toBe(known.entityId);
  });

  it('keeps what was observed when a configured pair comes and goes', () => {
    const index = new MemoryIdentifierIndex('t|');
    see(index, wardog);
    const pair = { domain: 'Fabrikam', suffix: 'fabrikam.com' };
    const set = configure(index.mappings, [pair]);
    expect(set?.added.map((p) => [p.kind, p.domain, p.suffix])).toEqual([
      ['upn', 'fabrikam', 'fabrikam.com'],
      ['dns', 'fabrikam', 'fabrikam.com'],
    ]);
    const mappings = set?.mappings ?? emptyMappings();
    expect(configure(mappings, [pair])).toBeNull();
    expect(configure(mappings, [])).toEqual({ mappings: index.mappings, added: [] });
  });

  it('tells the driver to prefetch the other spellings', () => {
    const index = new MemoryIdentifierIndex('t|');
    see(index, wardog);
    expect(lookupKeys(account({ ntAccount: 'simulandlabs\\bob' }), index.mappings)).toContain(
      'account|upn|bob@simulandlabs.com',
    );
    expect(lookupKeys(account({ upn: 'bob@simulandlabs.com' }), index.mappings)).toContain(
      'account|ntAccount|simulandlabs\\bob',
    );
  });
});

describe('hosts', () => {
  it('joins NT host and FQDN inside a proven domain and a bare NetBIOS name through an observed pair', () => {
    const index = new MemoryIdentifierIndex('t|');
    see(index, host({ fqdn: 'dc01.corp.local', ntHost: 'corp\\dc01' }));
    const adfs = see(index, host({ fqdn: 'adfs01.corp.local', netbios: 'adfs01' }));
    expect(see(index, host({ ntHost: 'corp\\adfs01' })).entityId).toBe(adfs.entityId);
    expect(see(index, host({ netbios: 'adfs01' })).entityId).toBe(adfs.entityId);
    expect(see(index, host({ netbios: 'web09' })).entityId).toBeNull();
  });

  it('joins NT host and FQDN through the NetBIOS name that both carry, inside one domain only', () => {
    const index = new MemoryIdentifierIndex('t|');
    const pc = see(index, host({ fqdn: 'pc1.corp.contoso.com', netbios: 'pc1' }));
    expect(see(index, host({ ntHost: 'lab\\pc1', netbios: 'pc1' })).entityId).not.toBe(pc.entityId);

    const other = new MemoryIdentifierIndex('t|');
    const mkt = see(other, host({ ntHost: 'pandalab\\mkt01', netbios: 'mkt01' }));
    const proof = see(other, host({ fqdn: 'mkt01.pandalab.com', netbios: 'mkt01' }));
    expect(proof.entityId).toBe(mkt.entityId);
    expect(proof.fresh).toEqual([{ kind: 'dns', domain: 'pandalab', suffix: 'pandalab.com', name: 'mkt01' }]);
    expect(see(other, host({ ntHost: 'pandalab\\fs02' })).entityId).toBe(
      see(other, host({ fqdn: 'fs02.pandalab.com' })).entityId,
    );
  });

  it('joins the full name of a machine that knew no domain with its FQDN', () => {
    const index = new MemoryIdentifierIndex('t|');
    const alone = see(index, host({ fqdn: 'ws5', netbios: 'ws5' }));
    expect(alone.created).toBe(true);
    expect(see(index, host({ fqdn: 'ws5.theshire.local', netbios: 'ws5' })).entityId).toBe(alone.entityId);
    expect(see(index, host({ fqdn: 'ws5.other.local', netbios: 'ws5' })).entityId).not.toBe(alone.entityId);
  });

  it('lets a NetBIOS name that two hosts carry mean nobody', () => {
    const index = new MemoryIdentifierIndex('t|');
    see(index, host({ fqdn: 'pc1.corp.local', netbios: 'pc1' }));
    const other = see(index, host({ fqdn: 'pc1.lab.local', netbios: 'pc1' }));
    expect(other.created).toBe(true);
    expect(see(index, host({ netbios: 'pc1' })).entityId).toBeNull();
  });
});

describe('other types', () => {
  it('needs a scope for private addresses and drops placeholders', () => {
    const index = new MemoryIdentifierIndex('t|');
    expect(see(index, mention('ip', { address: '192.168.2.5' })).entityId).toBeNull();
    expect(see(index, mention('ip', { address: '1.2.3.4' })).entityId).toBeNull();
    expect(see(index, mention('ip', { scopedAddress: 'corp|192.168.2.5' })).entityId).not.toBeNull();
    expect(see(index, mention('ip', { address: '8.8.8.8' })).entityId).not.toBeNull();
  });

  it('drops hashes of the empty file and keeps tenants apart', () => {
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(see(new MemoryIdentifierIndex('t|'), mention('fileHash', { sha256: empty })).entityId).toBeNull();
    const a = see(new MemoryIdentifierIndex('t1|'), account({ aadUserId: 'a1' })).entityId;
    const b = see(new MemoryIdentifierIndex('t2|'), account({ aadUserId: 'a1' })).entityId;
    expect(a).not.toBe(b);
  });
});

describe('properties', () => {
  const person = fc.integer({ min: 0, max: 3 });
  const row = fc.record({
    person,
    kinds: fc.subarray<IdentifierKind>(['aadUserId', 'upn', 'sid', 'ntAccount', 'mail'], { minLength: 1 }),
  });
  const ids = (p: number): Ids => ({
    aadUserId: `id${p}`,
    upn: `user${p}@corp.com`,
    sid: `s-1-5-21-1-2-3-${1000 + p}`,
    ntAccount: `corp\\user${p}`,
    mail: 'shared@corp.com',
  });
  const pick = (p: number, kinds: readonly IdentifierKind[]): Ids =>
    Object.fromEntries(kinds.map((kind) => [kind, ids(p)[kind]]));

  it('never lets one entity hold two object ids, and knows again what it has seen', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const index = new MemoryIdentifierIndex('t|');
        rows.forEach((r, i) => {
          const m = account(pick(r.person, r.kinds));
          const { entityId } = see(index, m, i);
          expect(entityId).not.toBeNull();
          const entity = index.entity(entityId ?? '');
          expect(entity?.mergedInto).toBeNull();
          expect(
            new Set(entity?.identifiers.filter((x) => x.kind === 'aadUserId').map((x) => x.value)).size,
          ).toBeLessThan(2);
          expect(resolve(index, m, i)).toMatchObject({
            entityId,
            created: false,
            newIdentifiers: [],
            merges: [],
          });
        });
      }),
    );
  });
});
