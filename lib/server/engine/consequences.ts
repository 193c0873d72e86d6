import 'server-only';
import type { PoolClient } from 'pg';
import { derivedId } from '@/lib/core/hash';
import { dayNumber } from '@/lib/core/time';
import type { Signal } from '@/lib/domain/alert';
import type { EvidenceItem } from '@/lib/domain/entity';
import {
  evidenceKey,
  type PrevalenceState,
  prevalenceAt,
  type TenantBaseline,
} from '@/lib/engine/correlation';
import type { ResolvedEvent } from '@/lib/engine/detection/types';
import { AlertCorrelator } from './alert-correlator';
import { type PreparedEvidence, type PreparedSignal, storeSignal } from './alerting';
import type { DecisionInput, RaisedSignal } from './decide';
import type { World } from './dedup';
import { EvidenceRows } from './evidence-rows';
import type { EntityStore } from './identity';
import { type InventoryNote, storeInventory } from './inventory';
import { mergeEntities } from './merge-entities';
import { BASELINE_KEY } from './observe';
import { type Publication, publishAll } from './publish';
import { RiskKeeper } from './risk-keeper';
import { becomesAlert, type EngineSettings } from './settings';
import type { StateCache } from './state-cache';

interface Noted {
  readonly event: ResolvedEvent;
  readonly input: DecisionInput;
  readonly raised: readonly RaisedSignal[];
}

/** Rows that change a state although no detector fired on them. */
const STATE_KINDS: ReadonlySet<string> = new Set(['providerRiskyUser', 'directoryChange']);

/**
 * What follows from the events of one transaction, in their order: each signal becomes or extends an alert, each
 * alert is correlated, each risk is assessed. Everything lands in the caller's transaction.
 */
export class Consequences {
  private readonly noted: Noted[] = [];
  private readonly publications: Publication[] = [];
  private readonly inventory: InventoryNote[] = [];
  /** Whether any of the events is told live: history alone notifies nobody. */
  private live = false;
  private readonly rows: EvidenceRows;
  private readonly correlator: AlertCorrelator;
  private readonly risk: RiskKeeper;

  constructor(
    private readonly tx: PoolClient,
    private readonly world: World,
    private readonly state: StateCache,
    private readonly entities: EntityStore,
    private readonly settings: EngineSettings,
  ) {
    const publish = (publication: Publication): void => void this.publications.push(publication);
    this.rows = new EvidenceRows(tx, world);
    this.correlator = new AlertCorrelator(tx, world, publish);
    this.risk = new RiskKeeper(tx, world, publish);
  }

  note(event: ResolvedEvent, input: DecisionInput, raised: readonly RaisedSignal[]): void {
    this.live ||= !input.historical;
    this.noteInventory(event);
    if (raised.length > 0 || STATE_KINDS.has(event.event.facts.kind))
      this.noted.push({ event, input, raised });
  }

  /** Correlates an alert that a person's action made. */
  async correlateNow(alertId: string): Promise<void> {
    await this.correlator.correlate(alertId, null);
    await publishAll(this.tx, this.world.tenantId, this.publications);
  }

  async settle(): Promise<void> {
    await this.prefetch();
    const moved = await this.applyMerges();
    await storeInventory(this.tx, this.world, this.inventory);
    for (const noted of this.noted) {
      for (const { signal, input } of noted.raised) await this.signal(signal, input);
      await this.risk.stateEvent(noted.event, noted.input);
    }
    for (const alertId of [...moved, ...(await this.applyMerges())])
      await this.correlator.correlate(alertId, null);
    await publishAll(this.tx, this.world.tenantId, this.publications);
  }

  private noteInventory({ event, actorId, hostId }: ResolvedEvent): void {
    if (event.facts.kind !== 'inventory') return;
    const entityId = event.facts.subject === 'host' ? hostId : actorId;
    const mention = event.facts.subject === 'host' ? event.host : event.actor;
    if (entityId && mention) {
      this.inventory.push({
        entityId: this.entities.current(entityId),
        name: mention.name,
        facts: event.facts,
      });
    }
  }

  private async prefetch(): Promise<void> {
    const items = this.noted.flatMap((n) => n.raised.flatMap((r) => r.signal.evidence));
    await this.entities.prefetch(this.tx, items);
    const keys = new Set<string>([BASELINE_KEY]);
    for (const { raised } of this.noted) {
      for (const { signal, input } of raised) {
        for (const item of signal.evidence) {
          const key = evidenceKey(item, this.entityOf(item, signal, input));
          if (key !== null) keys.add(key);
        }
      }
    }
    await this.state.prefetch(this.tx, keys);
  }

  private async applyMerges(): Promise<string[]> {
    // The winner's row must exist before anything points to it.
    await this.entities.flush(this.tx);
    const alerts = new Set<string>();
    for (const merge of this.entities.takeMerges()) {
      for (const alertId of await mergeEntities(this.tx, this.world, merge)) alerts.add(alertId);
      await this.risk.afterMerge(merge.winner, merge.at, !this.live);
    }
    return [...alerts];
  }

  /** Weak names alone mean nobody in particular: such evidence gets an id of its own and joins nothing. */
  private entityOf(item: EvidenceItem, signal: Signal, input: DecisionInput): string {
    const resolved = this.entities.resolve(item, input.event.time, input.event.rowId);
    if (resolved) return this.entities.current(resolved);
    const { tenantId, origin } = this.world;
    return derivedId(
      `weak|${tenantId}|${origin}|${signal.detectorId}|${signal.key}|${item.type}|${item.name}`,
    );
  }

  private async signal(signal: Signal, input: DecisionInput): Promise<void> {
    const prepared = this.prepare(signal, input);
    await this.entities.flush(this.tx);
    const stored = await storeSignal(this.tx, this.world, prepared);
    if (stored.outcome !== 'unchanged') {
      await this.rows.keep(stored.alertId, signal.rowIds, input.event.table, input.event.time);
      this.publications.push({
        type: stored.outcome === 'created' ? 'alert.created' : 'alert.updated',
        targetId: stored.alertId,
        quiet: input.historical,
      });
    }
    await this.risk.fromSignal(prepared, stored);
    if (!stored.visible || stored.outcome === 'unchanged') return;
    if (stored.grew) await this.correlator.correlate(stored.alertId, prepared.createdAt);
    // Its severity or status may be another one now: the incident follows.
    else await this.correlator.refresh(stored.alertId, prepared.createdAt);
  }

  private prepare(signal: Signal, input: DecisionInput): PreparedSignal {
    const { facts } = input.event;
    const baseline = this.state.read<TenantBaseline>(BASELINE_KEY);
    const day = dayNumber(signal.firstActivity);
    const evidence = new Map<string, PreparedEvidence>();
    for (const item of signal.evidence) {
      const entityId = this.entityOf(item, signal, input);
      const key = evidenceKey(item, entityId);
      const seen = key === null ? undefined : this.state.read<PrevalenceState>(key);
      if (!evidence.has(entityId)) {
        evidence.set(entityId, { entityId, item, prevalence: prevalenceAt(seen, day, baseline, item.role) });
      }
    }
    return {
      signal,
      evidence: [...evidence.values()],
      historical: input.historical,
      createdAt: input.toldAt,
      visible: becomesAlert(this.settings, signal.serviceSource, signal.severity),
      containsAlertIds: facts.kind === 'providerAlert' ? (facts.containsAlertIds ?? []) : [],
    };
  }
}
