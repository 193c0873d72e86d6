import { dayNumber } from '@/lib/core/time';
import type { Signal } from '@/lib/domain/alert';
import type { EntityMention } from '@/lib/domain/entity';
import {
  DEFAULT_SETTINGS,
  emptyPrevalence,
  evidenceKey,
  extendBaseline,
  observations,
  observe,
  type PrevalenceState,
  prevalenceAt,
  type TenantBaseline,
} from '@/lib/engine/correlation';
import { ReferenceDriver } from '@/lib/engine/correlation/testing';
import type { AlertEntity } from '@/lib/engine/correlation/types';
import { detect } from '@/lib/engine/detection';
import type { DetectionSettings, ResolvedEvent, StateStore } from '@/lib/engine/detection/types';
import { MemoryIdentifierIndex, resolve } from '@/lib/engine/entities';
import { normalize } from '@/lib/engine/normalize';
import type { GeoLookup, NormalizedRow } from '@/lib/engine/normalize/types';
import type { DemoTable, Row } from '../core/tables';

/** Detector state in plain memory. */
class MemoryState implements StateStore {
  private readonly values = new Map<string, unknown>();
  read<T>(key: string): T | undefined {
    return this.values.get(key) as T | undefined;
  }
  write<T>(key: string, value: T): void {
    this.values.set(key, value);
  }
}

const NOT_ORDINARY: ReadonlySet<string> = new Set([
  'providerAlert',
  'providerRisk',
  'providerRiskyUser',
  'inventory',
]);

/** Signals that the default service level keeps from becoming alerts: identity protection below high. */
const hidden = (signal: Signal): boolean =>
  signal.serviceSource === 'azureAdIdentityProtection' && signal.severity !== 'high';

/**
 * The pure engine over rows in memory: normalize, resolve, detect, collapse repeats, correlate. No database; alerts that
 * other sources tell too are not joined by fact, so it sees a few more than the portal does.
 */
export class MemoryPortal {
  readonly problems = new Map<string, number>();
  readonly alerts = new Map<string, { signal: Signal; rows: Set<string>; first: number; last: number }>();
  private readonly latest = new Map<string, string>();
  private readonly state = new MemoryState();
  private readonly index = new MemoryIdentifierIndex('check');
  private readonly remembered = new Map<string, string | null>();
  private readonly seen = new Map<string, PrevalenceState>();
  private baseline: TenantBaseline | undefined;
  private now = 0;
  readonly driver = new ReferenceDriver(DEFAULT_SETTINGS);
  private readonly geo: GeoLookup;
  private readonly settings: DetectionSettings;

  constructor(geo: GeoLookup, settings: DetectionSettings) {
    this.geo = geo;
    this.settings = settings;
  }

  /** Reads one row; `undefined` where its table's reader refuses it. */
  read(table: DemoTable, row: Row): NormalizedRow | undefined {
    const outcome = normalize(table, row, { geo: this.geo, receivedAt: 0 });
    if (outcome.ok) return outcome.row;
    const why = `${table}.${outcome.problem.field}: ${outcome.problem.reason}`;
    this.problems.set(why, (this.problems.get(why) ?? 0) + 1);
    return undefined;
  }

  private id(mention: EntityMention | undefined, time: number): string | undefined {
    if (!mention) return undefined;
    const key = `${mention.type}|${mention.ids.map((i) => `${i.kind}=${i.value}`).join('|')}`;
    const known = this.remembered.get(key);
    if (known !== undefined) return known ?? undefined;
    const resolution = resolve(this.index, mention, time);
    this.index.apply(resolution);
    if (resolution.merges.length > 0) this.remembered.clear();
    this.remembered.set(key, resolution.entityId);
    return resolution.entityId ?? undefined;
  }

  /** Takes one event; call in the order of event time. */
  take(row: NormalizedRow, rowId: string): void {
    const event = { ...row.event, rowId } as ResolvedEvent['event'];
    const actorId = this.id(event.actor, event.time);
    const hostId = this.id(event.host, event.time);
    const targetId = this.id(event.target, event.time);
    const resolved: ResolvedEvent = {
      event,
      ...(actorId ? { actorId } : {}),
      ...(hostId ? { hostId } : {}),
      ...(targetId ? { targetId } : {}),
    };
    this.now = Math.max(this.now, event.time);
    for (const signal of detect(resolved, { state: this.state, settings: this.settings, now: this.now }))
      this.raise(signal);
    if (NOT_ORDINARY.has(event.facts.kind)) return;
    this.baseline = extendBaseline(this.baseline, dayNumber(event.time));
    for (const { key, counterpart, day } of observations(resolved)) {
      const state = this.seen.get(key) ?? emptyPrevalence();
      observe(state, counterpart, day);
      this.seen.set(key, state);
    }
  }

  private raise(signal: Signal): void {
    if (hidden(signal)) return;
    const previous = this.latest.get(signal.key);
    const known = previous === undefined ? undefined : this.alerts.get(previous);
    if (known && (signal.repeatWindow === 0 || signal.firstActivity - known.last <= signal.repeatWindow)) {
      for (const row of signal.rowIds) known.rows.add(row);
      known.last = Math.max(known.last, signal.lastActivity);
      known.first = Math.min(known.first, signal.firstActivity);
      this.correlate(previous ?? '', { ...signal, firstActivity: known.first, lastActivity: known.last });
      return;
    }
    const id = `${signal.key}@${signal.firstActivity}`;
    this.alerts.set(id, {
      signal,
      rows: new Set(signal.rowIds),
      first: signal.firstActivity,
      last: signal.lastActivity,
    });
    this.latest.set(signal.key, id);
    this.correlate(id, signal);
  }

  private correlate(id: string, signal: Signal): void {
    const entities = new Map<string, AlertEntity>();
    for (const item of signal.evidence) {
      const entityId = this.id(item, signal.firstActivity);
      if (!entityId || entities.has(entityId)) continue;
      const key = evidenceKey(item, entityId);
      const day = dayNumber(signal.firstActivity);
      const prevalence = prevalenceAt(key ? this.seen.get(key) : undefined, day, this.baseline, item.role);
      entities.set(entityId, { entityId, type: item.type, name: item.name, role: item.role, prevalence });
    }
    const before = this.driver.alerts.get(id);
    this.driver.receive({
      alertId: id,
      alertKey: id,
      severity: signal.severity,
      serviceSource: signal.serviceSource,
      tactic: signal.tactic,
      techniques: signal.techniques,
      firstActivity: signal.firstActivity,
      lastActivity: signal.lastActivity,
      entities: [...entities.values()],
      incidentId: before?.incidentId ?? null,
    });
  }
}
