import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { authorize } from '../authz/authorize';
import { withTransaction } from '../pg';
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
  `delete from comment where tenant_id = $1 and (target_id in (${DEMO_INCIDENTS}) or target_id in (${DEMO_ALERTS}) or target_id in (${DEMO_ENTITIES}))`,
  `delete from task where tenant_id = $1 and (target_id in (${DEMO_INCIDENTS}) or target_id in (${DEMO_ENTITIES}))`,
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
    'ingest_key',
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

/**
 * Takes the demo company away whole: its telemetry, alerts, incidents and users, and everything that was learnt from
 * it. One transaction; the engine forgets what it holds in memory, because its lease is taken from it. What people
 * did stays in the audit log.
 */
export async function removeDemoData(actor: Actor): Promise<void> {
  authorize(actor, 'demo:manage');
  await withTransaction(async (tx) => {
    await tx.query('update engine_lease set epoch = epoch + 1, expires_at = now() where tenant_id = $1', [
      actor.tenantId,
    ]);
    for (const statement of STATEMENTS) await tx.query(statement, parameters(statement, actor.tenantId));
    await setDemo(tx, actor.tenantId, { present: false, paused: true });
    await tx.query(
      `insert into audit_entry (tenant_id, actor_kind, actor_id, actor_name, action, target_type, target_id, changes)
       values ($1, $2, $3, $4, 'demo.remove', 'tenant', $1, $5)`,
      [
        actor.tenantId,
        actor.kind,
        actor.id,
        actor.name,
        JSON.stringify([{ field: 'demoData', from: 'present', to: 'removed' }]),
      ],
    );
  });
}

const parameters = (statement: string, tenantId: string): string[] =>
  statement.includes('$2') ? [tenantId, DEMO_ORIGIN] : [tenantId];
