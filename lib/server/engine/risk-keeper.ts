import 'server-only';
import type { PoolClient } from 'pg';
import { derivedId } from '@/lib/core/hash';
import type { EvidenceRole } from '@/lib/domain/entity';
import type { CanonicalEvent } from '@/lib/domain/event';
import type { ResolvedEvent } from '@/lib/engine/detection/types';
import {
  explain,
  passwordReset,
  passwordResetKind,
  providerRiskyUser,
  type RiskOutcome,
  reassess,
} from '@/lib/engine/risk';
import type { PreparedEvidence, PreparedSignal, StoredAlert } from './alerting';
import type { DecisionInput } from './decide';
import type { World } from './dedup';
import type { Publication } from './publish';
import { riskContext, storeExplanation, storeRiskChange } from './risk-store';

/** Named in the history when the engine, not a person, changed a user's risk. */
const ENGINE = 'Throughline';
/** Roles of an account that is not itself in the attacker's hands. */
const BYSTANDERS: ReadonlySet<EvidenceRole> = new Set([
  'attacked',
  'contextual',
  'scanned',
  'created',
  'added',
]);

/** Keeps the risk of users: detections from signals, standings from detections, and what other systems say of them. */
export class RiskKeeper {
  constructor(
    private readonly tx: PoolClient,
    private readonly world: World,
    private readonly publish: (publication: Publication) => void,
  ) {}

  /** A signal with an identity risk becomes a detection of every account that it puts at risk. */
  async fromSignal(prepared: PreparedSignal, stored: StoredAlert): Promise<void> {
    if (!prepared.signal.risk) return;
    for (const account of accountsAtRisk(prepared.evidence)) {
      await this.detection(prepared, stored, account.entityId);
      await this.signIn(prepared, account.entityId);
      await this.change(account.entityId, prepared.createdAt, prepared.historical, reassess);
    }
  }

  /** Rows that close or raise risk by themselves: a provider's risky user, a password that was reset. */
  async stateEvent({ event, actorId, targetId }: ResolvedEvent, input: DecisionInput): Promise<void> {
    const { facts } = event;
    if (facts.kind === 'providerRiskyUser') {
      const userId = targetId ?? actorId;
      if (!userId) return;
      await this.change(
        userId,
        event.time,
        input.historical,
        (context) => providerRiskyUser(context, facts),
        initiator(event),
      );
    }
    if (facts.kind === 'directoryChange' && facts.success) {
      const kind = passwordResetKind(facts.operation);
      const userId = targetId ?? actorId;
      if (!kind || !userId) return;
      await this.change(
        userId,
        event.time,
        input.historical,
        (context) => passwordReset(context, kind),
        initiator(event),
      );
    }
  }

  /** Assesses an account again that took over the detections of another one. */
  async afterMerge(userId: string, at: number, quiet: boolean): Promise<void> {
    await this.change(userId, at, quiet, reassess);
  }

  private async change(
    userId: string,
    at: number,
    quiet: boolean,
    decide: (context: Awaited<ReturnType<typeof riskContext>>) => RiskOutcome,
    actor = ENGINE,
  ): Promise<void> {
    const context = await riskContext(this.tx, this.world.tenantId, userId, actor, at);
    const outcome = decide(context);
    if (!outcome.ok) {
      const told = await storeExplanation(this.tx, this.world.tenantId, userId, explain(context));
      if (told) this.publish({ type: 'risk.changed', targetId: userId, quiet: true });
      return;
    }
    await storeRiskChange(this.tx, this.world, userId, outcome.value, 'provider');
    this.publish({ type: 'risk.changed', targetId: userId, quiet });
  }

  private async detection(prepared: PreparedSignal, stored: StoredAlert, userId: string): Promise<void> {
    const { signal } = prepared;
    const { risk } = signal;
    if (!risk) return;
    const address = prepared.evidence.find((e) => e.item.type === 'ip');
    const at = new Date(signal.lastActivity);
    const key = await this.detectionKey(userId, risk.type, stored.alertId, at);
    if (key === null) return;
    await this.tx.query(
      `insert into risk_detection as d (tenant_id, id, key, origin, user_id, risk_event_type, risk_level, risk_state, timing,
         activity, source, sign_in_id, alert_id, ip_address, location, additional_info, activity_at, detected_at, updated_at, historical)
       values ($1, $2, $3, $4, $5, $6, $7, 'atRisk', $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17, $18)
       on conflict (tenant_id, key) do update set activity_at = greatest(d.activity_at, excluded.activity_at),
         risk_level = case when d.risk_state = 'atRisk' then excluded.risk_level else d.risk_level end,
         updated_at = greatest(d.updated_at, excluded.updated_at)`,
      [
        this.world.tenantId,
        derivedId(`risk|${this.world.tenantId}|${key}`),
        key,
        this.world.origin,
        userId,
        risk.type,
        risk.level,
        risk.timing,
        risk.activity,
        signal.serviceSource,
        risk.signInId ?? null,
        stored.alertId,
        address?.item.name ?? null,
        address?.item.props ? JSON.stringify(address.item.props) : null,
        JSON.stringify(signal.reasons.map(({ label, value }) => ({ Key: label, Value: value }))),
        at,
        new Date(prepared.createdAt),
        prepared.historical,
      ],
    );
  }

  /**
   * A repeat of an alert belongs to the detection that it made, until that one is closed: what happens afterwards is a
   * new detection and raises the risk again (H.6).
   *
   * @returns null when the closed detection covers this activity too
   */
  private async detectionKey(
    userId: string,
    type: string,
    alertId: string,
    at: Date,
  ): Promise<string | null> {
    const found = await this.tx.query<{ key: string; covered: boolean; active: boolean }>(
      `select key, risk_state in ('atRisk', 'confirmedCompromised') as active, updated_at >= $5 as covered
       from risk_detection where tenant_id = $1 and alert_id = $2 and user_id = $3 and risk_event_type = $4
       order by active desc, activity_at desc limit 1`,
      [this.world.tenantId, alertId, userId, type, at],
    );
    const base = `${this.world.origin}|${type}|${alertId}|${userId}`;
    const last = found.rows[0];
    if (!last) return base;
    if (last.active) return last.key;
    return last.covered ? null : `${base}|${at.getTime()}`;
  }

  /** The sign-in that carries the risk: its level at sign-in time is frozen with the first detection. */
  private async signIn(prepared: PreparedSignal, userId: string): Promise<void> {
    const { signal } = prepared;
    const { risk } = signal;
    if (risk?.activity !== 'signin' || !risk.signInId) return;
    const address = prepared.evidence.find((e) => e.item.type === 'ip');
    const application = prepared.evidence.find((e) => e.item.type === 'cloudApplication');
    await this.tx.query(
      `insert into risky_sign_in as s (tenant_id, id, origin, user_id, row_id, level_during, level_aggregated, risk_state,
         risk_event_types, ip_address, location, app, at)
       values ($1, $2, $3, $4, $5, $6, $6, 'atRisk', array[$7], $8, $9, $10, $11)
       on conflict (tenant_id, id) do update set
         app = coalesce(s.app, excluded.app),
         risk_event_types = array(select distinct unnest(s.risk_event_types || excluded.risk_event_types) order by 1),
         level_aggregated = case when s.risk_state <> 'atRisk' then s.level_aggregated
           when array_position(array['none','low','medium','high'], excluded.level_aggregated) > array_position(array['none','low','medium','high'], s.level_aggregated)
           then excluded.level_aggregated else s.level_aggregated end
       where s.user_id = excluded.user_id`,
      [
        this.world.tenantId,
        risk.signInId,
        this.world.origin,
        userId,
        signal.rowIds[0] ?? null,
        risk.level,
        risk.type,
        address?.item.name ?? null,
        address?.item.props ? JSON.stringify(address.item.props) : null,
        risk.app ?? application?.item.name ?? null,
        new Date(signal.lastActivity),
      ],
    );
  }
}

/** The accounts in the attacker's hands; where a source names no roles, the accounts that the signal is about. */
function accountsAtRisk(evidence: readonly PreparedEvidence[]): PreparedEvidence[] {
  const accounts = evidence.filter((e) => e.item.type === 'account');
  const compromised = accounts.filter((e) => e.item.role === 'compromised');
  return compromised.length > 0 ? compromised : accounts.filter((e) => !BYSTANDERS.has(e.item.role));
}

const initiator = (event: CanonicalEvent): string => event.actor?.name ?? `${event.table} row`;
