import { derivedId } from '@/lib/core/hash';
import type { EntityMention, Identifier } from '@/lib/domain/entity';
import { exclusiveAttribute, netbiosOf, strongIdentifiers } from './identifiers';
import { learnable } from './learn';
import { type Lookup, lookups } from './lookup';
import type { EntityMerge, EntityRecord, IdentifierIndex, IdentityConflict, Resolution } from './types';

interface Owner {
  readonly entity: EntityRecord;
  readonly via: Lookup;
}

const EMPTY = {
  created: false,
  newIdentifiers: [],
  moved: [],
  ambiguous: [],
  merges: [],
  conflicts: [],
  learned: [],
};

/**
 * Says which entity a mention means. A function of its arguments: the same index, mention and time give the same
 * answer.
 *
 * Every strong identifier that already means an entity is an owner; owners whose exclusive attributes agree become
 * one (the older wins), the others are reported as conflicts and stay apart. Without an owner a new entity is made,
 * named by its first identifier that nobody holds. Weak identifiers alone give `entityId: null`.
 *
 * @param time event time of the row, milliseconds
 */
export function resolve(index: IdentifierIndex, mention: EntityMention, time: number): Resolution {
  const strong = strongIdentifiers(mention);
  const owners = ownersOf(index, mention);
  if (strong.length === 0) {
    return { ...EMPTY, mention, time, entityId: owners[0]?.entity.id ?? null };
  }
  const { joined, conflicts } = agree(owners, strong);
  const free = strong.filter((id) => index.get(mention.type, id.kind, id.value) === undefined);
  const first = free[0];
  if (joined.length === 0 && first === undefined) {
    // Everything it says belongs to entities that contradict each other: the best identifier decides.
    return { ...EMPTY, mention, time, conflicts, entityId: owners[0]?.entity.id ?? null };
  }
  const winner = oldest(joined.map((o) => o.entity));
  const entityId = winner?.id ?? derivedId(`${index.seed}|${mention.type}|${first?.kind}|${first?.value}`);
  const known = [...joined.flatMap((o) => o.entity.identifiers), ...strong];
  return {
    mention,
    time,
    entityId,
    created: winner === undefined,
    ...hostName(index, mention, entityId, free),
    moved: reassigned(index, mention, entityId, conflicts, time),
    merges: mergesOf(joined, entityId),
    conflicts,
    learned: learnable(mention.type, known, strong),
  };
}

/** Live entities that the mention's identifiers mean, in order of identifier strength, each once. */
function ownersOf(index: IdentifierIndex, mention: EntityMention): readonly Owner[] {
  const owners: Owner[] = [];
  const strong = strongIdentifiers(mention);
  for (const via of lookups(mention, index.mappings)) {
    const record = index.get(mention.type, via.id.kind, via.id.value);
    const entity = record === undefined ? undefined : live(index, record.entityId);
    if (entity === undefined || owners.some((o) => o.entity.id === entity.id)) continue;
    if (via.id.kind === 'netbios' && strong.length > 0 && !sameDomain(strong, entity.identifiers)) continue;
    owners.push({ entity, via });
  }
  return owners;
}

/**
 * A NetBIOS name stands in where nothing stronger was said. Beside a strong identifier it joins only what is told of one
 * domain: `corp\pc1` and `pc1.corp.contoso.com`, whose DNS domain begins with the NT domain's name; or the full name
 * `pc1` of a machine that knew no domain, and `pc1.corp.contoso.com`.
 */
function sameDomain(ours: readonly Identifier[], theirs: readonly Identifier[]): boolean {
  const matches = (a: Identifier, dns: Identifier): boolean => {
    if (dns.kind !== 'fqdn') return false;
    if (a.kind === 'fqdn') return !a.value.includes('.') && dns.value.startsWith(`${a.value}.`);
    const [domain, name] = a.value.split('\\');
    return a.kind === 'ntHost' && dns.value.startsWith(`${name}.${domain}.`);
  };
  const qualified = (id: Identifier): boolean => id.kind === 'fqdn' && id.value.includes('.');
  // Two full names in two domains are two machines.
  if (ours.some(qualified) && theirs.some(qualified)) return false;
  return ours.some((a) => theirs.some((b) => matches(a, b) || matches(b, a)));
}

function live(index: IdentifierIndex, id: string): EntityRecord | undefined {
  let entity = index.entity(id);
  while (entity?.mergedInto != null) entity = index.entity(entity.mergedInto);
  return entity;
}

/** Splits the owners into those that may be one with the mention and those that contradict it. */
function agree(
  owners: readonly Owner[],
  strong: readonly Identifier[],
): { readonly joined: readonly Owner[]; readonly conflicts: readonly IdentityConflict[] } {
  const facts = attributes(strong);
  const joined: Owner[] = [];
  const conflicts: IdentityConflict[] = [];
  for (const owner of owners) {
    const theirs = attributes(owner.entity.identifiers);
    const attribute = contradiction(facts, theirs);
    if (attribute !== null) {
      conflicts.push({ entityId: owner.entity.id, shared: owner.via.id, attribute });
      continue;
    }
    joined.push(owner);
    for (const [key, values] of theirs) facts.set(key, new Set([...(facts.get(key) ?? []), ...values]));
  }
  return { joined, conflicts };
}

function attributes(ids: readonly Identifier[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const id of ids) {
    const key = exclusiveAttribute(id);
    if (key === null) continue;
    const values = found.get(key) ?? new Set<string>();
    values.add(id.value);
    found.set(key, values);
  }
  return found;
}

/** The attribute of which both sides know values and share none. */
function contradiction(
  a: ReadonlyMap<string, Set<string>>,
  b: ReadonlyMap<string, Set<string>>,
): string | null {
  for (const [key, values] of b) {
    const ours = a.get(key);
    if (ours !== undefined && ![...values].some((value) => ours.has(value))) return key;
  }
  return null;
}

/** The older of the entities that are one: first seen, then id. */
function oldest(entities: readonly EntityRecord[]): EntityRecord | undefined {
  return [...entities].sort((a, b) => a.firstSeen - b.firstSeen || (a.id < b.id ? -1 : 1))[0];
}

function mergesOf(joined: readonly Owner[], winner: string): readonly EntityMerge[] {
  const via = joined.find((o) => o.entity.id === winner)?.via.reason;
  return joined
    .filter((o) => o.entity.id !== winner)
    .map((o) => ({
      winner,
      loser: o.entity.id,
      reason: o.via.own ? `${o.via.reason} with ${via}` : o.via.reason,
    }));
}

/**
 * A UPN follows the object id: a row that names both says whose it is now, as people leave and names are given again.
 * Mail addresses do not: a shared mailbox or an alias is used by several people at the same time.
 */
function reassigned(
  index: IdentifierIndex,
  mention: EntityMention,
  entityId: string,
  conflicts: readonly IdentityConflict[],
  time: number,
): Resolution['moved'] {
  return conflicts
    .filter((c) => c.shared.kind === 'upn' && c.attribute === 'aadUserId' && c.entityId !== entityId)
    .filter((c) => (index.get(mention.type, 'upn', c.shared.value)?.lastSeen ?? 0) <= time)
    .map((c) => ({ id: c.shared, from: c.entityId }));
}

/** A host's NetBIOS name is kept as a hint; carried by a second host, it is marked as meaning nobody. */
function hostName(
  index: IdentifierIndex,
  mention: EntityMention,
  entityId: string,
  free: readonly Identifier[],
): Pick<Resolution, 'newIdentifiers' | 'ambiguous'> {
  const netbios = netbiosOf(mention);
  if (netbios === undefined) return { newIdentifiers: free, ambiguous: [] };
  const record = index.get('host', 'netbios', netbios.value);
  if (record === undefined) return { newIdentifiers: [...free, netbios], ambiguous: [] };
  const same = record.entityId === '' || live(index, record.entityId)?.id === entityId;
  return { newIdentifiers: free, ambiguous: same ? [] : [netbios] };
}
