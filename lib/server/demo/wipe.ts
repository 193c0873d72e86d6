import 'server-only';
import type { PoolClient } from 'pg';
import { DEMO_ORIGIN, setDemo } from './state';

const DEMO_ALERTS = 'select id from alert where tenant_id = $1 and origin = $2';
const DEMO_INCIDENTS = 'select id from incident where tenant_id = $1 and origin = $2';
const DEMO_ENTITIES = 'select id from entity where tenant_id = $1 and origin = $2';

/** In this order, because later statements no longer find what earlier ones point to. */
const STATEMENTS: readonly string[] = [
  `delete from alert_row where tenant_id = $1 and alert_id in (${DEMO_ALERTS})`,
  `delete from alert_evidence where tenant_id = $1 and alert_id in (${DEMO_ALERTS})`,
  `delete from incident_link where tenant_id = $1 and incident_id in (${DEMO_INCIDENTS})`,
  `delete from incident_membership where tenant_id = $1 and incident_id in (${DEMO_INCIDENTS})`,
  `delete from correlation_constraint where tenant_id = $1 and incident_id in (${DEMO_INCIDENTS})`,
  `delete from incident_merge where tenant_id = $1 and source_id in (${DEMO_INCIDENTS})`,
  `delete from comment_mention where tenant_id = $1 and comment_id in (select id from comment where tenant_id = $1
     and (target_id in (${DEMO_INCIDENTS}) or target_id in (${DEMO_ALERTS}) or target_id in (${DEMO_ENTITIES})))`,
  `delete from comment where tenant_id = $1 and (target_id in (${DEMO_INCIDENTS}) or target_id in (${DEMO_ALERTS}) or target_id in (${DEMO_ENTITIES}))`,
  `delete from task where tenant_id = $1 and (target_id in (${DEMO_INCIDENTS}) or target_id in (${DEMO_ENTITIES}))`,
  `delete from hunt_evidence where tenant_id = $1 and incident_id in (${DEMO_INCIDENTS})`,
  `delete from hunt_link l where l.tenant_id = $1 and not exists (
     select 1 from hunt_evidence e where e.tenant_id = $1 and e.link_id = l.id)`,
  `delete from investigation_graph where tenant_id = $1 and incident_id in (${DEMO_INCIDENTS})`,
  `delete from risk_history where tenant_id = $1 and user_id in (${DEMO_ENTITIES})`,
  `delete from entity_merge where tenant_id = $1 and winner_id in (${DEMO_ENTITIES})`,
  `delete from engine_command where tenant_id = $1 and payload->>'origin' = $2`,
  ...[
    'alert_fact',
    'alert',
    'incident',
    'risk_detection',
    'risky_sign_in',
    'risky_user',
    'entity_identifier',
    'entity',
    'engine_state',
    'ingest_keys',
    'dead_letter',
    'source_health',
    'batch_receipt',
    'inbox_batch',
    'ingest_session',
  ].map((table) => `delete from ${table} where tenant_id = $1 and origin = $2`),
  `insert into lake_file (path, tenant_id, state) select path, tenant_id, 'garbage' from lake_segment
     where tenant_id = $1 and origin = $2 on conflict (path) do update set state = 'garbage', at = now()`,
  `delete from lake_segment where tenant_id = $1 and origin = $2`,
];

/** The deletes themselves, in the caller's transaction. */
export async function wipeDemoData(tx: PoolClient, tenantId: string): Promise<void> {
  await tx.query('update engine_lease set epoch = epoch + 1, expires_at = now() where tenant_id = $1', [
    tenantId,
  ]);
  for (const statement of STATEMENTS) await tx.query(statement, parameters(statement, tenantId));
  await setDemo(tx, tenantId, { present: false, paused: true });
}

const parameters = (statement: string, tenantId: string): string[] =>
  statement.includes('$2') ? [tenantId, DEMO_ORIGIN] : [tenantId];
