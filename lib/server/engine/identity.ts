import 'server-only';
import type { PoolClient } from 'pg';
import type { EntityMention, EntityType, Identifier, IdentifierKind } from '@/lib/domain/entity';
import type { Resolution } from '@/lib/engine/entities';
import {
  configure,
  type DomainMappings,
  emptyMappings,
  type LearnedPair,
  lookupKeys,
  MemoryIdentifierIndex,
  resolve,
  sweepMentions,
} from '@/lib/engine/entities';
import type { World } from './dedup';
import {
  type IdentifierRow,
  type LoadedRow,
  loadAmbiguousNames,
  loadEntities,
  storeEntities,
  storeIdentifiers,
} from './entity-rows';
import { MentionMemory } from './mention-memory';
import type { StateCache } from './state-cache';

/** State key of the observed spellings of domains (NT domain ↔ UPN suffix, NT domain ↔ DNS domain). */
const MAPPINGS_KEY = 'entities:domain-mappings';
const MAX_REMEMBERED = 200_000;
/** Field separator of keys built here: cannot occur in an identifier. */
const SEP = '\u0001';

/** A merge that took effect: what was the loser's is the winner's now. */
export interface AppliedMerge {
  readonly winner: string;
  readonly loser: string;
  readonly reason: string;
  readonly rowId: string | null;
  readonly at: number;
}

/**
 * Who is who: the identifier index in memory, read through from `entity` and `entity_identifier` and written back in
 * the transaction of the decisions. Like the state cache it is emptied when a transaction fails.
 */
export class EntityStore {
  private index: MemoryIdentifierIndex;
  private readonly asked = new Set<string>();
  /** What a set of identifiers meant; valid until any identity changes. */
  private readonly remembered = new MentionMemory();
  private readonly changed = new Map<string, Map<string, Identifier>>();
  private readonly ambiguous: { type: EntityType; id: Identifier; at: number }[] = [];
  private merges: AppliedMerge[] = [];
  private sweeps: LearnedPair[] = [];

  constructor(
    private readonly world: World,
    private readonly state: StateCache,
  ) {
    this.index = this.emptyIndex();
  }

  /** Takes over the domain pairs that a person set, before anything of a transaction is resolved. */
  async configure(tx: PoolClient, pairs: Parameters<typeof configure>[1]): Promise<void> {
    await this.loadMappings(tx);
    const changed = configure(this.index.mappings, pairs);
    if (!changed) return;
    this.adopt(changed.mappings);
    this.state.write(MAPPINGS_KEY, changed.mappings);
    this.sweeps.push(...changed.added);
  }

  /** Loads what the mentions' identifiers may mean, all their other spellings included. */
  async prefetch(tx: PoolClient, mentions: Iterable<EntityMention>): Promise<void> {
    await this.loadMappings(tx);
    const keys = new Set<string>();
    for (const mention of mentions) {
      if (this.remembered.get(mention) !== undefined) continue;
      for (const key of lookupKeys(mention, this.index.mappings)) if (!this.asked.has(key)) keys.add(key);
    }
    await this.load(tx, [...keys]);
  }

  /** @returns what a mention is known to mean, null for nobody; undefined when it must be prefetched and resolved */
  recall(mention: EntityMention): string | null | undefined {
    return this.remembered.get(mention);
  }

  /** @returns the entity that a mention means, or null when it holds weak names only */
  resolve(mention: EntityMention, time: number, rowId: string | null): string | null {
    const known = this.remembered.get(mention);
    if (known !== undefined) return known;
    const resolution = resolve(this.index, mention, time);
    this.apply(resolution, rowId);
    this.remembered.set(mention, resolution.entityId);
    return resolution.entityId;
  }

  /** Follows merges to the entity that an id means now. */
  current(entityId: string): string {
    let entity = this.index.entity(entityId);
    while (entity?.mergedInto) entity = this.index.entity(entity.mergedInto);
    return entity?.id ?? entityId;
  }

  /**
   * Joins what a newly proved domain spelling makes one: accounts that were seen only under `DOMAIN\name` before.
   * Call it before `flush`; it may find merges.
   */
  async sweep(tx: PoolClient, time: number): Promise<void> {
    const pairs = this.sweeps;
    this.sweeps = [];
    for (const pair of pairs) {
      const kind: IdentifierKind = pair.kind === 'upn' ? 'ntAccount' : 'ntHost';
      const found = await tx.query<{ value: string }>(
        `select value from entity_identifier where tenant_id = $1 and origin = $2 and type = $3 and kind = $4
           and starts_with(value, $5) limit 5000`,
        [
          this.world.tenantId,
          this.world.origin,
          pair.kind === 'upn' ? 'account' : 'host',
          kind,
          `${pair.domain}\\`,
        ],
      );
      const mentions = sweepMentions(
        pair,
        found.rows.map((row) => row.value),
      );
      await this.prefetch(tx, mentions);
      for (const mention of mentions) this.resolve(mention, time, null);
    }
  }

  /** Takes the merges since the last call, for whoever must re-score their alerts. */
  takeMerges(): AppliedMerge[] {
    const merges = this.merges;
    this.merges = [];
    return merges;
  }

  async flush(tx: PoolClient): Promise<void> {
    if (this.changed.size === 0 && this.ambiguous.length === 0) return;
    const entities = [...this.changed.keys()].flatMap((id) => this.index.entity(id) ?? []);
    await storeEntities(tx, this.world, entities);
    await storeIdentifiers(tx, this.world, this.changedIdentifiers());
    this.changed.clear();
    this.ambiguous.length = 0;
  }

  settled(): void {
    if (this.remembered.size > MAX_REMEMBERED) this.discard();
  }

  discard(): void {
    this.index = this.emptyIndex();
    this.asked.clear();
    this.remembered.clear();
    this.changed.clear();
    this.ambiguous.length = 0;
    this.merges = [];
    this.sweeps = [];
  }

  private async loadMappings(tx: PoolClient): Promise<void> {
    await this.state.prefetch(tx, [MAPPINGS_KEY]);
    const mappings = this.state.read<DomainMappings>(MAPPINGS_KEY);
    if (mappings && mappings !== this.index.mappings) this.adopt(mappings);
  }

  private emptyIndex(mappings: DomainMappings = emptyMappings()): MemoryIdentifierIndex {
    return new MemoryIdentifierIndex(`${this.world.tenantId}|${this.world.origin}`, mappings);
  }

  private adopt(mappings: DomainMappings): void {
    this.index = this.emptyIndex(mappings);
    this.asked.clear();
    this.remembered.clear();
  }

  private apply(resolution: Resolution, rowId: string | null): void {
    const { entityId, mention, time } = resolution;
    const news = this.index.apply(resolution);
    if (entityId === null) return;
    if (resolution.created || resolution.newIdentifiers.length > 0 || resolution.moved.length > 0) {
      const ids = this.changed.get(entityId) ?? new Map<string, Identifier>();
      for (const id of resolution.newIdentifiers) ids.set(`${id.kind}${SEP}${id.value}`, id);
      for (const { id } of resolution.moved) ids.set(`${id.kind}${SEP}${id.value}`, id);
      this.changed.set(entityId, ids);
    }
    for (const id of resolution.ambiguous) this.ambiguous.push({ type: mention.type, id, at: time });
    for (const merge of resolution.merges) {
      this.merges.push({ ...merge, rowId, at: time });
      this.changed.set(merge.winner, this.changed.get(merge.winner) ?? new Map());
    }
    if (news.length > 0) {
      this.state.write(MAPPINGS_KEY, this.index.mappings);
      this.sweeps.push(...news);
    }
    // A new entity changes nothing that was remembered: those mentions held other identifiers.
    if (resolution.merges.length > 0 || resolution.moved.length > 0 || news.length > 0)
      this.remembered.clear();
  }

  private async load(tx: PoolClient, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    for (const key of keys) this.asked.add(key);
    const parts = keys.map(splitKey);
    this.fill(await loadEntities(tx, this.world, parts));
    await this.loadAmbiguous(tx, parts);
  }

  /** Weak names that several entities carry: known as such, they mean nobody. */
  private async loadAmbiguous(
    tx: PoolClient,
    parts: readonly (readonly [string, string, string])[],
  ): Promise<void> {
    const names = parts
      .filter(([type, kind]) => type === 'host' && kind === 'netbios')
      .map(([, , value]) => value);
    if (names.length === 0) return;
    for (const row of await loadAmbiguousNames(tx, this.world, names)) {
      this.index.loadAmbiguous(
        'host',
        { kind: 'netbios', value: row.value },
        row.firstSeen.getTime(),
        row.lastSeen.getTime(),
      );
    }
  }

  private fill(rows: readonly LoadedRow[]): void {
    const byEntity = new Map<string, LoadedRow[]>();
    for (const row of rows) {
      const list = byEntity.get(row.id);
      if (list) list.push(row);
      else byEntity.set(row.id, [row]);
    }
    for (const [id, list] of byEntity) {
      const [first] = list;
      // An entity in memory may hold identifiers that this transaction has not written yet.
      if (!first || this.index.entity(id)) continue;
      const identifiers = list.map((row) => ({
        kind: row.kind,
        value: row.value,
        firstSeen: row.idFirst.getTime(),
        lastSeen: row.idLast.getTime(),
      }));
      this.index.load(
        {
          id,
          type: first.type,
          name: first.name,
          firstSeen: first.firstSeen.getTime(),
          lastSeen: first.lastSeen.getTime(),
          mergedInto: first.mergedInto,
          identifiers,
        },
        identifiers,
      );
    }
  }

  /** The identifiers that changed, each with the entity that it means now; ambiguous names mean none. */
  private changedIdentifiers(): IdentifierRow[] {
    const rows = [...this.changed].flatMap(([entityId, ids]) => {
      const entity = this.index.entity(entityId);
      return entity
        ? [...ids.values()].map((id) => ({ entityId, type: entity.type, ...id, at: entity.lastSeen }))
        : [];
    });
    const ambiguous = this.ambiguous.map(({ type, id, at }) => ({ entityId: '', type, ...id, at }));
    return [...rows, ...ambiguous];
  }
}

/** `type|kind|value`, where the value may hold the separator too. */
function splitKey(key: string): [string, string, string] {
  const first = key.indexOf('|');
  const second = key.indexOf('|', first + 1);
  return [key.slice(0, first), key.slice(first + 1, second), key.slice(second + 1)];
}
