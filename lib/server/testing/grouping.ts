import { pool } from '@/lib/server/pg';

/** An alert as an evaluation sees it. */
export interface EvaluatedAlert {
  readonly id: string;
  readonly title: string;
  readonly detectorId: string;
  readonly severity: 'informational' | 'low' | 'medium' | 'high';
  readonly domain: string;
  readonly visible: boolean;
  readonly providerAlertId: string | null;
  readonly containsAlertIds: readonly string[];
  readonly incidentId: string | null;
  readonly firstActivity: Date;
  /** The ingest requests that brought its rows: one per file. */
  readonly requestIds: readonly string[];
  readonly rows: readonly { readonly table: string; readonly row: Record<string, unknown> | null }[];
}

/** Every alert of a tenant, in the order of event time. */
export async function evaluatedAlerts(tenantId: string, origin = ''): Promise<EvaluatedAlert[]> {
  const found = await pool().query<EvaluatedAlert>(
    `select a.id, a.title, a.detector_id as "detectorId", a.severity, a.domain, a.visible,
       a.provider_alert_id as "providerAlertId", a.contains_alert_ids as "containsAlertIds",
       a.incident_id as "incidentId", a.first_activity as "firstActivity",
       array(select distinct b.request_id from alert_row r
         join batch_receipt b on b.tenant_id = a.tenant_id and b.id = split_part(r.row_id, ':', 1)
         where r.tenant_id = a.tenant_id and r.alert_id = a.id) as "requestIds",
       (select coalesce(json_agg(json_build_object('table', r.table_name, 'row', r.row)), '[]') from alert_row r
         where r.tenant_id = a.tenant_id and r.alert_id = a.id) as rows
     from alert a where a.tenant_id = $1 and a.origin = $2 order by a.first_activity, a.id`,
    [tenantId, origin],
  );
  return found.rows;
}

/** Incidents that stand, not those merged into another. */
export async function standingIncidents(
  tenantId: string,
  origin = '',
): Promise<
  { id: string; displayName: string; severity: string; domains: string[]; alertCount: number; first: Date }[]
> {
  const found = await pool().query(
    `select id, display_name as "displayName", severity, domains, alert_count as "alertCount", first_activity as first
     from incident where tenant_id = $1 and origin = $2 and status <> 'redirected' order by number`,
    [tenantId, origin],
  );
  return found.rows;
}

/** How well a grouping matches labels. */
export interface PairScores {
  /** Pairs that the grouping puts together. */
  readonly together: number;
  /** Of those, the pairs that carry the same label. 1 when nothing was put together. */
  readonly precision: number;
  /** Of the pairs with the same label, those that the grouping puts together. 1 when there are none. */
  readonly recall: number;
}

/**
 * Pairwise precision and recall of a grouping over the labelled items (Menestrina et al., "Evaluating entity
 * resolution results", VLDB 2010). An item without a group stands alone.
 */
export function pairwise(
  items: readonly { readonly label: string; readonly group: string | null }[],
): PairScores {
  let together = 0;
  let same = 0;
  let right = 0;
  items.forEach((a, i) => {
    for (const b of items.slice(i + 1)) {
      const grouped = a.group !== null && a.group === b.group;
      if (grouped) together++;
      if (a.label === b.label) same++;
      if (grouped && a.label === b.label) right++;
    }
  });
  return {
    together,
    precision: together === 0 ? 1 : right / together,
    recall: same === 0 ? 1 : right / same,
  };
}

/**
 * The vendor's own grouping: a label per alert that a fused alert of the set names, the fused alert itself included.
 * @returns labels by provider alert id
 */
function fusedLabels(alerts: readonly EvaluatedAlert[]): ReadonlyMap<string, string> {
  const known = new Set(alerts.flatMap((a) => a.providerAlertId ?? []));
  const labels = new Map<string, string>();
  for (const { providerAlertId, containsAlertIds } of alerts) {
    if (providerAlertId === null || containsAlertIds.length === 0) continue;
    for (const id of [providerAlertId, ...containsAlertIds])
      if (known.has(id)) labels.set(id, providerAlertId);
  }
  return labels;
}

/** The grouping of the alerts that a vendor fused, with its labels. */
export function fusedItems(alerts: readonly EvaluatedAlert[]): { label: string; group: string | null }[] {
  const labels = fusedLabels(alerts);
  return alerts.flatMap((a) => {
    const label = a.providerAlertId === null ? undefined : labels.get(a.providerAlertId);
    return label === undefined ? [] : [{ label, group: a.incidentId }];
  });
}
