import 'server-only';
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { derivedId } from '@/lib/core/hash';
import type { Decision } from '@/lib/engine/correlation';
import { CORRELATION_VERSION } from '@/lib/engine/correlation';
import type { AlertNode, PairScore } from '@/lib/engine/correlation/types';
import type { World } from './dedup';
import { type RunSql, refreshIncident } from './incident-summary';
import { mergeIncidents } from './merge-incidents';
import type { Publication } from './publish';

/** Serialises the numbers of incidents between the engine and people who open one. */
const NUMBER_LOCK = "select pg_advisory_xact_lock(hashtext('incident-number'), hashtext($1))";

/** Stores what correlation decided: membership as a log of intervals, links with their terms, merges with their trace. */
export class IncidentStore {
  constructor(
    private readonly tx: PoolClient,
    private readonly world: World,
    private readonly publish: (publication: Publication) => void,
  ) {}

  /** @returns the id of a new, still empty incident: derived from its first alert, so a replay opens the same one */
  async open(alert: AlertNode, followUpOf: string | null, toldAt: number | null): Promise<string> {
    const { tenantId, origin } = this.world;
    const incidentId = await this.freeId(alert.alertId);
    await this.tx.query(NUMBER_LOCK, [tenantId]);
    await this.tx.query(
      `insert into incident (tenant_id, id, number, origin, display_name, severity, first_activity, last_activity,
         historical, follow_up_of, custom_tags, system_tags, created_at, updated_at, service_sources, domains, tactics)
       select $1, $2, coalesce((select max(number) from incident where tenant_id = $1), 0) + 1, $3, a.title, a.severity,
         a.first_activity, a.last_activity, a.historical, $5, '{}',
         case when a.historical then array['Historical'] else '{}'::text[] end,
         to_timestamp($6::float8 / 1000), to_timestamp($6::float8 / 1000), '{}', '{}', '{}'
       from alert a where a.tenant_id = $1 and a.id = $4`,
      [tenantId, incidentId, origin, alert.alertId, followUpOf, toldAt ?? Date.now()],
    );
    if (followUpOf) {
      await this.tx.query('update incident set continued_by = $3 where tenant_id = $1 and id = $2', [
        tenantId,
        followUpOf,
        incidentId,
      ]);
    }
    return incidentId;
  }

  /** Puts an alert, and the loose alerts that come with it, into an incident. */
  async add(incidentId: string, alert: AlertNode, decision: Decision): Promise<void> {
    if (alert.incidentId !== incidentId)
      await this.enter(incidentId, alert, decision.links.length > 0 ? 'linked' : 'opened');
    for (const alertId of decision.pulledIn)
      await this.enter(incidentId, { alertId, incidentId: null }, 'linked');
    await this.storeLinks(incidentId, alert.alertId, decision.links);
  }

  /** Moves everything of `source` into `target`; the source redirects from now on and keeps its comments and audit. */
  async merge(target: string, source: string): Promise<void> {
    const run: RunSql = async <T extends object>(text: string, values: readonly unknown[]) =>
      (await this.tx.query<T>(text, [...values])).rows;
    const by = 'Correlation';
    const moved = await mergeIncidents(run, { tenantId: this.world.tenantId, source, target, by });
    await this.auditMerge(target, source, moved);
    const redirected = await this.tx.query<{ historical: boolean }>(
      'select historical from incident where tenant_id = $1 and id = $2',
      [this.world.tenantId, source],
    );
    this.publish({
      type: 'incident.updated',
      targetId: source,
      quiet: redirected.rows[0]?.historical ?? false,
    });
  }

  async refresh(incidentId: string, toldAt: number | null): Promise<void> {
    const changed = await refreshIncident(this.tx, this.world.tenantId, incidentId, toldAt);
    if (changed) this.publish({ ...changed, targetId: incidentId });
  }

  /** The same alert opens a second incident only after a person took it out of the first. */
  private async freeId(alertId: string): Promise<string> {
    const base = `incident|${this.world.tenantId}|${this.world.origin}|${alertId}`;
    for (let attempt = 0; ; attempt++) {
      const id = derivedId(attempt === 0 ? base : `${base}|${attempt}`);
      const taken = await this.tx.query('select 1 from incident where tenant_id = $1 and id = $2', [
        this.world.tenantId,
        id,
      ]);
      if (taken.rowCount === 0) return id;
    }
  }

  private async enter(
    incidentId: string,
    alert: Pick<AlertNode, 'alertId' | 'incidentId'>,
    cause: 'opened' | 'linked',
  ): Promise<void> {
    const { tenantId } = this.world;
    await this.tx.query(
      'update incident_membership set until_at = now() where tenant_id = $1 and alert_id = $2 and until_at is null',
      [tenantId, alert.alertId],
    );
    await this.tx.query('update alert set incident_id = $3 where tenant_id = $1 and id = $2', [
      tenantId,
      alert.alertId,
      incidentId,
    ]);
    await this.tx.query(
      `insert into incident_membership (tenant_id, id, incident_id, alert_id, cause, from_incident_id)
       values ($1, $2, $3, $4, $5, $6)`,
      [tenantId, randomUUID(), incidentId, alert.alertId, cause, alert.incidentId],
    );
  }

  private async storeLinks(incidentId: string, alertId: string, links: readonly PairScore[]): Promise<void> {
    for (const link of links) {
      const other = link.a === alertId ? link.b : link.a;
      await this.tx.query(
        `insert into incident_link (tenant_id, id, incident_id, alert_id, other_alert_id, score, threshold, terms, bonuses, rule, engine_version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'pair', $10)
         on conflict (tenant_id, id) do update set incident_id = excluded.incident_id, score = excluded.score,
           terms = excluded.terms, bonuses = excluded.bonuses, at = now()`,
        [
          this.world.tenantId,
          derivedId(`link|${this.world.tenantId}|${[alertId, other].sort().join('|')}`),
          incidentId,
          alertId,
          other,
          link.score,
          link.threshold,
          JSON.stringify(link.terms),
          JSON.stringify(link.bonuses),
          CORRELATION_VERSION,
        ],
      );
    }
  }

  private async auditMerge(target: string, source: string, alerts: number): Promise<void> {
    await this.tx.query(
      `insert into audit_entry (tenant_id, actor_kind, actor_id, actor_name, action, target_type, target_id, changes, reason)
       select $1, 'system', 'correlation', 'Correlation', 'incident.merge', 'incident', t.id, t.changes::jsonb, $4
       from (values ($2::text, $5), ($3::text, $6)) as t(id, changes)`,
      [
        this.world.tenantId,
        target,
        source,
        'an alert was linked to both, and the merge rules allow it',
        JSON.stringify([{ field: 'alerts', from: null, to: `${alerts} moved in` }]),
        JSON.stringify([{ field: 'status', from: null, to: 'redirected' }]),
      ],
    );
  }
}
