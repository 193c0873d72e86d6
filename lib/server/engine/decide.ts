import 'server-only';
import type { PoolClient } from 'pg';
import { dayNumber } from '@/lib/core/time';
import type { Signal } from '@/lib/domain/alert';
import type { EntityMention } from '@/lib/domain/entity';
import type { CanonicalEvent } from '@/lib/domain/event';
import { addStateKeys, detect } from '@/lib/engine/detection';
import type { DetectionContext, ResolvedEvent } from '@/lib/engine/detection/types';
import { log } from '../log';
import { applyNextCommand } from './commands';
import { Consequences } from './consequences';
import type { World } from './dedup';
import { ExclusionHits } from './exclusion-hits';
import { EntityStore } from './identity';
import { addObservedKeys, observe } from './observe';
import { type EngineSettings, loadEngineSettings } from './settings';
import { StateCache } from './state-cache';

/** An event with what the engine must know of its arrival. */
export interface DecisionInput {
  readonly event: CanonicalEvent;
  /** The latest moment that may move the watermark, milliseconds: a clock that runs ahead moves nothing. */
  readonly receivedAt: number;
  readonly historical: boolean;
  /** When what follows is said to have been known. */
  readonly toldAt: number;
}

/** A signal, and the input that tipped it. */
export interface RaisedSignal {
  readonly signal: Signal;
  readonly input: DecisionInput;
}

/**
 * Takes events in order and writes what follows from them, inside the caller's transaction: profiles, entities,
 * alerts, links, incidents, risk, outbox. Its memory mirrors what was committed: call `settled` after the commit and
 * `discard` after a rollback.
 */
export class Decider {
  private readonly state: StateCache;
  private readonly entities: EntityStore;
  private readonly hits = new ExclusionHits();

  constructor(private readonly world: World) {
    this.state = new StateCache(world.tenantId, world.origin);
    this.entities = new EntityStore(world, this.state);
  }

  /** Begins a transaction: reads the settings that hold for all of it. */
  async begin(tx: PoolClient): Promise<EngineSettings> {
    const settings = await loadEngineSettings(tx, this.world.tenantId);
    await this.entities.configure(tx, settings.domainMappings);
    return settings;
  }

  /**
   * Decides one part of a transaction that was begun; end it with `flush`. Asks the database for nothing that is in
   * memory, so that the database can do other work of the transaction meanwhile.
   * @param stream names the watermark: live rows have one, every import its own
   */
  async decide(
    tx: PoolClient,
    settings: EngineSettings,
    inputs: readonly DecisionInput[],
    stream: string,
  ): Promise<void> {
    const resolved = await this.resolve(tx, inputs);
    await this.entities.sweep(tx, inputs.at(-1)?.event.time ?? 0);
    const watermarkKey = `watermark:${stream}`;
    await this.prefetchState(tx, resolved, watermarkKey);
    let now = this.state.read<number>(watermarkKey) ?? Number.NEGATIVE_INFINITY;
    const raised: RaisedSignal[] = [];
    const consequences = new Consequences(tx, this.world, this.state, this.entities, settings);
    for (const [index, input] of inputs.entries()) {
      const event = resolved[index];
      if (!event) continue;
      if (input.event.time <= input.receivedAt) now = Math.max(now, input.event.time);
      this.state.tick(now);
      for (const signal of this.detect(event, now, settings.detection)) raised.push({ signal, input });
      observe(event, this.state);
      consequences.note(event, input, raised.splice(0));
    }
    if (Number.isFinite(now)) this.state.write(watermarkKey, now);
    await consequences.settle();
    await this.entities.flush(tx);
    await this.pruneDaily(tx, stream, now);
  }

  /** Writes the state that the decisions of this transaction changed: once, however many parts it was decided in. */
  async flush(tx: PoolClient): Promise<void> {
    await this.hits.flush(tx, this.world.tenantId);
    await this.state.flush(tx);
  }

  /** Once a day of event time: the watermark, not the clock, decides, so that a replay prunes at the same events. */
  private async pruneDaily(tx: PoolClient, stream: string, now: number): Promise<void> {
    if (!Number.isFinite(now)) return;
    const key = `pruned:${stream}`;
    await this.state.prefetch(tx, [key]);
    const today = dayNumber(now);
    if (this.state.read<number>(key) === today) return;
    this.state.write(key, today);
    await this.state.prune(tx, now);
  }

  /** Applies the oldest command that people's decisions left for the engine (unlearn, relearn …). */
  async applyCommand(tx: PoolClient): Promise<void> {
    const consequences = new Consequences(tx, this.world, this.state, this.entities, await this.begin(tx));
    await applyNextCommand(tx, this.world, this.state, consequences);
    await this.entities.flush(tx);
    await this.state.flush(tx);
  }

  settled(): void {
    this.state.settled();
    this.entities.settled();
  }

  discard(): void {
    this.state.discard();
    this.entities.discard();
    this.hits.discard();
  }

  private async resolve(tx: PoolClient, inputs: readonly DecisionInput[]): Promise<ResolvedEvent[]> {
    const fresh = new Set<EntityMention>();
    const known = inputs.map(({ event }) => ({
      event,
      actorId: this.recall(event.actor, fresh),
      hostId: this.recall(event.host, fresh),
      targetId: this.recall(event.target, fresh),
    }));
    await this.entities.prefetch(tx, fresh);
    return fresh.size === 0 ? known : inputs.map(({ event }) => this.resolved(event));
  }

  /** What a mention is known to mean; one that is not known is added to `fresh`. */
  private recall(mention: EntityMention | undefined, fresh: Set<EntityMention>): string | undefined {
    const known = mention && this.entities.recall(mention);
    if (mention && known === undefined) fresh.add(mention);
    return known ?? undefined;
  }

  /** Resolves an event's mentions, in this order, which decides what a name means that several of them share. */
  private resolved(event: CanonicalEvent): ResolvedEvent {
    return {
      event,
      actorId: this.idOf(event.actor, event),
      hostId: this.idOf(event.host, event),
      targetId: this.idOf(event.target, event),
    };
  }

  private idOf(mention: EntityMention | undefined, { time, rowId }: CanonicalEvent): string | undefined {
    return mention && (this.entities.resolve(mention, time, rowId) ?? undefined);
  }

  private async prefetchState(
    tx: PoolClient,
    resolved: readonly ResolvedEvent[],
    watermarkKey: string,
  ): Promise<void> {
    const missing = this.state.missing();
    missing.add(watermarkKey);
    for (const event of resolved) {
      addStateKeys(event, missing);
      addObservedKeys(event, missing);
    }
    await this.state.prefetch(tx, missing.keys);
  }

  /** A detector that fails on one event must not stop the tenant: its row is told in the log and stays in the lake. */
  private detect(
    event: ResolvedEvent,
    now: number,
    settings: Parameters<typeof detect>[1]['settings'],
  ): readonly Signal[] {
    try {
      const excluded: DetectionContext['excluded'] = ({ id }) => this.hits.note(id, event.event.time);
      return detect(event, { state: this.state, settings, now, excluded });
    } catch (error) {
      log().error(
        { err: error, rowId: event.event.rowId, table: event.event.table },
        'a detector failed on a row',
      );
      return [];
    }
  }
}
