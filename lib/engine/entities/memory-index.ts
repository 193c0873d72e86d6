import type { EntityType, Identifier, IdentifierKind } from '@/lib/domain/entity';
import { lookupKey } from './lookup';
import { type DomainMappings, emptyMappings, type LearnedPair, learnPair } from './mappings';
import type { EntityRecord, IdentifierIndex, IdentifierRecord, Resolution } from './types';

/**
 * The index in memory: what the driver fills with what it prefetched, and what it keeps as its cache. `apply` makes a
 * resolution true in it; nothing here reads or writes anywhere else.
 */
export class MemoryIdentifierIndex implements IdentifierIndex {
  readonly #identifiers = new Map<string, IdentifierRecord>();
  readonly #entities = new Map<string, EntityRecord>();

  constructor(
    readonly seed: string,
    readonly mappings: DomainMappings = emptyMappings(),
  ) {}

  get(type: EntityType, kind: IdentifierKind, value: string): IdentifierRecord | undefined {
    return this.#identifiers.get(lookupKey(type, { kind, value }));
  }

  entity(id: string): EntityRecord | undefined {
    return this.#entities.get(id);
  }

  /** Puts a stored entity with its identifiers in. */
  load(
    entity: EntityRecord,
    identifiers: readonly (Identifier & Omit<IdentifierRecord, 'entityId'>)[],
  ): void {
    this.#entities.set(entity.id, entity);
    for (const id of identifiers) {
      this.#identifiers.set(lookupKey(entity.type, id), { ...id, entityId: entity.id });
    }
  }

  /** Marks a weak name that several entities carry, as stored. */
  loadAmbiguous(type: EntityType, id: Identifier, firstSeen: number, lastSeen: number): void {
    this.#identifiers.set(lookupKey(type, id), { entityId: '', firstSeen, lastSeen });
  }

  /**
   * Makes a resolution true.
   * @returns the domain pairs that are news; after the first proof of one, resolve `sweepMentions` again
   */
  apply(resolution: Resolution): readonly LearnedPair[] {
    const { entityId, mention, time } = resolution;
    if (entityId === null) return [];
    this.#upsert(resolution, entityId);
    for (const merge of resolution.merges) this.#merge(merge.winner, merge.loser);
    for (const { id, from } of resolution.moved) this.#move(mention.type, id, from, entityId, time);
    for (const id of resolution.newIdentifiers) this.#add(mention.type, id, entityId, time);
    for (const id of resolution.ambiguous) this.loadAmbiguous(mention.type, id, time, time);
    this.#touch(resolution, entityId);
    return resolution.learned.filter((pair) => learnPair(this.mappings, pair, time));
  }

  #upsert({ mention, time }: Resolution, id: string): void {
    const old = this.#entities.get(id);
    this.#entities.set(id, {
      id,
      type: mention.type,
      name: old?.name || mention.name,
      firstSeen: Math.min(old?.firstSeen ?? time, time),
      lastSeen: Math.max(old?.lastSeen ?? time, time),
      mergedInto: null,
      identifiers: old?.identifiers ?? [],
    });
  }

  #merge(winnerId: string, loserId: string): void {
    const winner = this.#entities.get(winnerId);
    const loser = this.#entities.get(loserId);
    if (winner === undefined || loser === undefined) return;
    for (const id of loser.identifiers) {
      const key = lookupKey(loser.type, id);
      const record = this.#identifiers.get(key);
      if (record?.entityId === loserId) this.#identifiers.set(key, { ...record, entityId: winnerId });
    }
    this.#entities.set(winnerId, {
      ...winner,
      firstSeen: Math.min(winner.firstSeen, loser.firstSeen),
      lastSeen: Math.max(winner.lastSeen, loser.lastSeen),
      identifiers: [...winner.identifiers, ...loser.identifiers],
    });
    this.#entities.set(loserId, { ...loser, mergedInto: winnerId, identifiers: [] });
  }

  #move(type: EntityType, id: Identifier, from: string, to: string, time: number): void {
    const old = this.#entities.get(from);
    if (old !== undefined) {
      const identifiers = old.identifiers.filter((i) => i.kind !== id.kind || i.value !== id.value);
      this.#entities.set(from, { ...old, identifiers });
    }
    this.#identifiers.delete(lookupKey(type, id));
    this.#add(type, id, to, time);
  }

  #add(type: EntityType, id: Identifier, entityId: string, time: number): void {
    const entity = this.#entities.get(entityId);
    if (entity === undefined) return;
    this.#identifiers.set(lookupKey(type, id), { entityId, firstSeen: time, lastSeen: time });
    this.#entities.set(entityId, { ...entity, identifiers: [...entity.identifiers, id] });
  }

  #touch({ mention, time }: Resolution, entityId: string): void {
    for (const id of mention.ids) {
      const key = lookupKey(mention.type, id);
      const record = this.#identifiers.get(key);
      if (record?.entityId !== entityId || record.lastSeen >= time) continue;
      this.#identifiers.set(key, { ...record, lastSeen: time });
    }
  }
}
