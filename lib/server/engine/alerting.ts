import 'server-only';
import type { PoolClient } from 'pg';
import { derivedId } from '@/lib/core/hash';
import { boundedKey } from '@/lib/core/storable';
import type { AlertStatus, Signal } from '@/lib/domain/alert';
import type { EvidenceItem } from '@/lib/domain/entity';
import { maxSeverity, type Severity } from '@/lib/domain/severity';
import type { Prevalence } from '@/lib/engine/correlation/types';
import { addEvidence } from './alert-evidence';
import type { World } from './dedup';

/** A signal whose evidence was resolved and measured. */
export interface PreparedSignal {
  readonly signal: Signal;
  readonly evidence: readonly PreparedEvidence[];
  readonly historical: boolean;
  /** When the alert is said to have been made: the clock for live rows, event time for a replay. */
  readonly createdAt: number;
  /** Whether the service level of its source lets it become an alert. */
  readonly visible: boolean;
  /** A vendor's fused alert: ids, in its source, of the alerts that it contains. */
  readonly containsAlertIds: readonly string[];
}

export interface PreparedEvidence {
  readonly entityId: string;
  readonly item: EvidenceItem;
  readonly prevalence: Prevalence;
}

/** What storing a signal did. */
export interface StoredAlert {
  readonly alertId: string;
  readonly outcome: 'created' | 'extended' | 'joined' | 'unchanged';
  /** New entities, a wider time span, or visible at last: correlation looks again. */
  readonly grew: boolean;
  /** Whether the alert, not this signal, is one that people see. */
  readonly visible: boolean;
}

interface AlertRow {
  readonly id: string;
  readonly detector_id: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly visible: boolean;
  readonly first_activity: Date;
  readonly last_activity: Date;
  readonly service_source: string;
  readonly title: string;
  readonly also_seen_by: { detectorId: string; providerAlertId?: string }[];
}

const ALERT_COLUMNS =
  'id, detector_id, severity, status, visible, first_activity, last_activity, service_source, title, also_seen_by';
/** Whether a person set the status of the alert ($1, $2): from then on a provider's word no longer changes it. */
const DECIDED = `exists (select 1 from audit_entry d where d.tenant_id = $1 and d.target_type = 'alert' and d.target_id = $2
  and d.action in ('alert.status', 'alert.resolve', 'alert.close', 'alert.reopen'))`;
/** The same account, address and type within this time is the same fact, whoever tells it. */
const SAME_FACT_WINDOW = 10 * 60_000;

/**
 * Turns a signal into an alert, or finds the one that it repeats: the same key inside the detector's window extends,
 * the same fact from another source is named on the alert that told it first.
 */
export async function storeSignal(
  tx: PoolClient,
  world: World,
  prepared: PreparedSignal,
): Promise<StoredAlert> {
  const repeatKey = boundedKey(`${prepared.signal.detectorId}|${prepared.signal.key}`);
  const repeat = await findRepeat(tx, world, repeatKey, prepared.signal);
  if (repeat) return extend(tx, world, repeat, prepared);
  const facts = factKeys(prepared);
  const told = await findByFacts(tx, world, facts, prepared.signal);
  if (told) return join(tx, world, told, prepared, facts);
  return create(tx, world, prepared, repeatKey, facts);
}

async function findRepeat(
  tx: PoolClient,
  world: World,
  repeatKey: string,
  signal: Signal,
): Promise<AlertRow | undefined> {
  if (signal.repeatWindow === 0) {
    const found = await tx.query<AlertRow>(
      `select ${ALERT_COLUMNS} from alert where tenant_id = $1 and origin = $2 and repeat_key = $3 limit 1`,
      [world.tenantId, world.origin, repeatKey],
    );
    return found.rows[0];
  }
  // A resolved alert is closed: what repeats after it is news. The lock waits for whoever is resolving it just now.
  const found = await tx.query<AlertRow>(
    `select ${ALERT_COLUMNS} from alert
      where tenant_id = $1 and origin = $2 and repeat_key = $3 and status <> 'resolved'
        and last_activity >= $4 and first_activity <= $5
      order by last_activity desc, id limit 1 for update`,
    [
      world.tenantId,
      world.origin,
      repeatKey,
      new Date(signal.firstActivity - signal.repeatWindow),
      new Date(signal.lastActivity + signal.repeatWindow),
    ],
  );
  return found.rows[0];
}

/** Names of the fact behind a signal, each with its type: two detections of one sign-in are two facts. */
function factKeys(prepared: PreparedSignal): string[] {
  const { signal } = prepared;
  const type = signal.risk?.type ?? signal.detectorId;
  const named = (signal.facts ?? []).map((fact) => boundedKey(`${fact}|${type}`));
  if (!signal.risk) return named;
  const account = prepared.evidence.find((e) => e.item.type === 'account');
  const address = prepared.evidence.find((e) => e.item.type === 'ip');
  return account && address ? [...named, `risk:${account.entityId}:${address.entityId}|${type}`] : named;
}

async function findByFacts(
  tx: PoolClient,
  world: World,
  facts: readonly string[],
  signal: Signal,
): Promise<AlertRow | undefined> {
  if (facts.length === 0) return undefined;
  const found = await tx.query<AlertRow>(
    `select ${ALERT_COLUMNS} from alert a where tenant_id = $1 and status <> 'resolved' and id in (
       select alert_id from alert_fact where tenant_id = $1 and origin = $2 and fact = any($3)
         and (fact not like 'risk:%' or at between $4 and $5))
     order by created_at, id limit 1`,
    [
      world.tenantId,
      world.origin,
      facts,
      new Date(signal.firstActivity - SAME_FACT_WINDOW),
      new Date(signal.lastActivity + SAME_FACT_WINDOW),
    ],
  );
  return found.rows[0];
}

async function create(
  tx: PoolClient,
  world: World,
  prepared: PreparedSignal,
  repeatKey: string,
  facts: readonly string[],
): Promise<StoredAlert> {
  const { signal } = prepared;
  const key = signal.repeatWindow === 0 ? repeatKey : `${repeatKey}|${signal.firstActivity}`;
  const alertId = derivedId(`alert|${world.tenantId}|${world.origin}|${key}`);
  const inserted = await tx.query(
    `insert into alert (tenant_id, id, key, origin, repeat_key, detector_id, provider_alert_id, provider_incident_id,
       service_source, detection_source, domain, title, description, severity, tactic, techniques, status,
       first_activity, last_activity, reasons, alert_url, historical, visible, created_at, updated_at, contains_alert_ids)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $24, $25)
     on conflict do nothing`,
    [
      world.tenantId,
      alertId,
      `${world.origin}|${key}`,
      world.origin,
      repeatKey,
      signal.detectorId,
      signal.provider?.alertId ?? null,
      signal.provider?.incidentId ?? null,
      signal.serviceSource,
      signal.detectionSource,
      signal.domain,
      signal.title,
      signal.description,
      signal.severity,
      signal.tactic,
      signal.techniques,
      signal.provider?.status ?? 'new',
      new Date(signal.firstActivity),
      new Date(signal.lastActivity),
      JSON.stringify(signal.reasons),
      signal.provider?.alertUrl ?? null,
      prepared.historical,
      prepared.visible,
      new Date(prepared.createdAt),
      prepared.containsAlertIds,
    ],
  );
  if (inserted.rowCount === 0)
    return { alertId, outcome: 'unchanged', grew: false, visible: prepared.visible };
  await addEvidence(tx, world, alertId, prepared);
  await addFacts(tx, world, alertId, facts, signal);
  return { alertId, outcome: 'created', grew: true, visible: prepared.visible };
}

async function extend(
  tx: PoolClient,
  world: World,
  alert: AlertRow,
  prepared: PreparedSignal,
): Promise<StoredAlert> {
  const { signal } = prepared;
  const provider = signal.repeatWindow === 0;
  await tx.query(
    `update alert set count = count + $3, severity = $4, first_activity = least(first_activity, $5),
       last_activity = greatest(last_activity, $6), reasons = $7, updated_at = $8, version = version + 1,
       title = $9, description = $10, visible = visible or $12,
       status = case when $11::text is null or ${DECIDED} then status else $11 end
     where tenant_id = $1 and id = $2`,
    [
      world.tenantId,
      alert.id,
      provider ? 0 : 1,
      provider ? signal.severity : maxSeverity(alert.severity, signal.severity),
      new Date(signal.firstActivity),
      new Date(signal.lastActivity),
      JSON.stringify(signal.reasons),
      new Date(prepared.createdAt),
      provider ? signal.title : alert.title,
      // With the reasons, whose numbers it speaks of.
      signal.description,
      provider ? (signal.provider?.status ?? null) : null,
      prepared.visible,
    ],
  );
  const added = await addEvidence(tx, world, alert.id, prepared);
  await addFacts(tx, world, alert.id, factKeys(prepared), signal);
  return { alertId: alert.id, outcome: 'extended', ...growth(alert, prepared, added) };
}

/** Whether correlation has anything new to look at. */
function growth(
  alert: AlertRow,
  { signal, visible }: PreparedSignal,
  added: number,
): Pick<StoredAlert, 'grew' | 'visible'> {
  const wider =
    signal.firstActivity < alert.first_activity.getTime() ||
    signal.lastActivity > alert.last_activity.getTime();
  return { grew: added > 0 || wider || (visible && !alert.visible), visible: visible || alert.visible };
}

async function join(
  tx: PoolClient,
  world: World,
  alert: AlertRow,
  prepared: PreparedSignal,
  facts: readonly string[],
): Promise<StoredAlert> {
  const { signal } = prepared;
  const teller = {
    detectorId: signal.detectorId,
    serviceSource: signal.serviceSource,
    title: signal.title,
    ...(signal.provider ? { providerAlertId: signal.provider.alertId } : {}),
  };
  const known =
    alert.detector_id === signal.detectorId ||
    alert.also_seen_by.some(
      (t) => t.detectorId === teller.detectorId && t.providerAlertId === signal.provider?.alertId,
    );
  await tx.query(
    `update alert set also_seen_by = also_seen_by || $3::jsonb, severity = $4, updated_at = $5, version = version + 1,
       first_activity = least(first_activity, $6), last_activity = greatest(last_activity, $7), visible = visible or $8
     where tenant_id = $1 and id = $2`,
    [
      world.tenantId,
      alert.id,
      JSON.stringify(known ? [] : [teller]),
      maxSeverity(alert.severity, signal.severity),
      new Date(prepared.createdAt),
      new Date(signal.firstActivity),
      new Date(signal.lastActivity),
      prepared.visible,
    ],
  );
  const added = await addEvidence(tx, world, alert.id, prepared);
  await addFacts(tx, world, alert.id, facts, signal);
  return { alertId: alert.id, outcome: 'joined', ...growth(alert, prepared, added) };
}

async function addFacts(
  tx: PoolClient,
  world: World,
  alertId: string,
  facts: readonly string[],
  signal: Signal,
): Promise<void> {
  if (facts.length === 0) return;
  await tx.query(
    `insert into alert_fact (tenant_id, origin, fact, alert_id, at)
     select $1, $2, f, $3, $4 from unnest($5::text[]) as f
     on conflict (tenant_id, origin, fact) do update set at = greatest(alert_fact.at, excluded.at), alert_id = excluded.alert_id`,
    [world.tenantId, world.origin, alertId, new Date(signal.lastActivity), facts],
  );
}
