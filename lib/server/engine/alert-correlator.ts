import 'server-only';
import type { PoolClient } from 'pg';
import { candidateWindows, correlate, DEFAULT_SETTINGS, type Decision } from '@/lib/engine/correlation';
import type { AlertNode } from '@/lib/engine/correlation/types';
import type { World } from './dedup';
import { IncidentStore } from './incident-store';
import {
  alertNodes,
  alertsFused,
  alertsSharing,
  constraintsOf,
  incidentNodes,
  incidentsOf,
  lockIncidents,
} from './nodes';
import type { Publication } from './publish';

/** Puts an alert where it belongs: fetches what it could be linked to, asks the engine, stores the decision. */
export class AlertCorrelator {
  private readonly incidents: IncidentStore;

  constructor(
    private readonly tx: PoolClient,
    private readonly world: World,
    publish: (publication: Publication) => void,
  ) {
    this.incidents = new IncidentStore(tx, world, publish);
  }

  /**
   * @param alertId an alert that is new, that grew, or whose entities were merged with others
   * @param toldAt when what follows is said to have been known; null leaves the times of incidents as they are
   */
  async correlate(alertId: string, toldAt: number | null): Promise<void> {
    const { tenantId } = this.world;
    const [found] = await alertNodes(this.tx, tenantId, [alertId]);
    if (!found) return;
    const { alert, neighbours } = await this.settled(found, await this.neighbours(found));
    const reached = new Set([alert, ...neighbours].flatMap((n) => n.incidentId ?? []));
    const decision = correlate({
      alert,
      neighbours,
      incidents: await incidentNodes(this.tx, tenantId, [...reached]),
      constraints: await constraintsOf(this.tx, tenantId, [alertId, ...neighbours.map((n) => n.alertId)]),
      settings: DEFAULT_SETTINGS,
    });
    await this.apply(alert, decision, toldAt);
  }

  /** Sums up the incident of an alert again, where it is in one. */
  async refresh(alertId: string, toldAt: number): Promise<void> {
    const found = await this.tx.query<{ incident_id: string | null }>(
      'select incident_id from alert where tenant_id = $1 and id = $2',
      [this.world.tenantId, alertId],
    );
    const incidentId = found.rows[0]?.incident_id;
    if (incidentId) await this.incidents.refresh(incidentId, toldAt);
  }

  /**
   * Holds the incidents that are reached, and looks again whether the alerts are still in them: a person may have moved
   * one between the look at it and the lock, and their word stands.
   */
  private async settled(
    alert: AlertNode,
    neighbours: readonly AlertNode[],
  ): Promise<{ readonly alert: AlertNode; readonly neighbours: readonly AlertNode[] }> {
    const { tenantId } = this.world;
    const nodes = [alert, ...neighbours];
    await lockIncidents(this.tx, tenantId, [...new Set(nodes.flatMap((n) => n.incidentId ?? []))]);
    const now = await incidentsOf(
      this.tx,
      tenantId,
      nodes.map((n) => n.alertId),
    );
    if (nodes.every((n) => n.incidentId === (now.get(n.alertId) ?? null))) return { alert, neighbours };
    const at = (node: AlertNode): AlertNode => ({ ...node, incidentId: now.get(node.alertId) ?? null });
    return this.settled(at(alert), neighbours.map(at));
  }

  private async neighbours(alert: AlertNode): Promise<AlertNode[]> {
    const query = candidateWindows(alert, DEFAULT_SETTINGS);
    const ids = new Set(await alertsFused(this.tx, this.world, alert));
    for (const window of query.windows) {
      const found = await alertsSharing(this.tx, this.world, window, alert.firstActivity, window.limit);
      for (const id of found) ids.add(id);
    }
    ids.delete(alert.alertId);
    return alertNodes(this.tx, this.world.tenantId, [...ids]);
  }

  private async apply(alert: AlertNode, decision: Decision, toldAt: number | null): Promise<void> {
    switch (decision.kind) {
      case 'alone':
        return;
      case 'open':
        return this.open(alert, decision, toldAt, null);
      case 'followUp':
        return this.open(alert, decision, toldAt, decision.of);
      case 'link':
        await this.incidents.add(decision.incidentId, alert, decision);
        return this.incidents.refresh(decision.incidentId, toldAt);
      case 'merge':
        for (const source of decision.sources) await this.incidents.merge(decision.target, source);
        await this.incidents.add(decision.target, alert, decision);
        return this.incidents.refresh(decision.target, toldAt);
    }
  }

  private async open(
    alert: AlertNode,
    decision: Decision,
    toldAt: number | null,
    followUpOf: string | null,
  ): Promise<void> {
    const incidentId = await this.incidents.open(alert, followUpOf, toldAt);
    await this.incidents.add(incidentId, alert, decision);
    await this.incidents.refresh(incidentId, toldAt);
  }
}
