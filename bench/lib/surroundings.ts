import { pool } from '@/lib/server/pg';
import { ALERTS_PER_ACCOUNT } from './stored';

/**
 * What else a tenant of that size has collected around its alerts: things of every kind that alerts name, an egress
 * address that is common, people with their incidents, views, comments, jobs, risky sign-ins, a long trail, and the
 * rare cases among the many, which a list has to find.
 */

/** Kinds of things beside accounts and addresses, each with the kind of its identifier. */
export const THINGS = [
  ['host', 'fqdn'],
  ['mailbox', 'mailboxAddress'],
  ['mailMessage', 'networkMessageId'],
  ['url', 'url'],
  ['domain', 'domain'],
  ['file', 'path'],
  ['fileHash', 'sha256'],
  ['process', 'processKey'],
  ['cloudApplication', 'appName'],
  ['oauthApplication', 'appId'],
  ['servicePrincipal', 'servicePrincipalId'],
  ['securityGroup', 'groupId'],
] as const;

/** Things of each kind. */
export const THINGS_PER_KIND = 2_000;
export const EGRESS = 'bench-egress';
const EGRESS_ALERTS = 100_000;
const PEOPLE = 40;
const TRAIL = 300_000;

export const thingId = (type: string, n: number): string => `bench-${type}-${n}`;
export const jobId = (n: number): string => `bench-job-${n}`;
export const signInId = (n: number): string => `bench-sign-in-${n}`;
/** A shared view of the incidents that one person has. */
export const VIEW_SEARCH = '?assignee=bench-person-3&severity=high,medium&sort=priority';

const KINDS = `(VALUES ${THINGS.map(([type, kind], n) => `(${n}, '${type}', '${kind}')`).join(', ')}) AS k(place, type, kind)`;
const KIND_NAME = `k.type || '-' || n || '.bench.example'`;

const STATEMENTS: readonly string[] = [
  `insert into entity (tenant_id, id, type, name, first_seen, last_seen)
   select $1, 'bench-' || k.type || '-' || n, k.type, ${KIND_NAME}, $2::timestamptz - interval '90 days', $2
   from generate_series(0, ${THINGS_PER_KIND - 1}) as n, ${KINDS}`,
  `insert into entity_identifier (tenant_id, origin, type, kind, value, entity_id, first_seen, last_seen)
   select $1, '', k.type, k.kind, ${KIND_NAME}, 'bench-' || k.type || '-' || n, $2::timestamptz - interval '90 days', $2
   from generate_series(0, ${THINGS_PER_KIND - 1}) as n, ${KINDS}`,
  // Every second alert names one more thing, the kinds in turn.
  `insert into alert_evidence (tenant_id, alert_id, entity_id, type, name, role, verdict, prevalence, baseline_days,
     first_activity, last_activity)
   select $1, 'bench-alert-' || 2 * m, 'bench-' || k.type || '-' || n, k.type, ${KIND_NAME}, 'attacked', 'suspicious', 3, 30,
     $2::timestamptz - (m % 80000) * interval '10 seconds', $2::timestamptz - (m % 80000) * interval '10 seconds'
   from generate_series(0, $3::int / 2 - 1) as m join ${KINDS} on k.place = m % ${THINGS.length},
     lateral (select m / ${THINGS.length} % ${THINGS_PER_KIND} as n) t`,
  `insert into entity (tenant_id, id, type, name, first_seen, last_seen)
   values ($1, '${EGRESS}', 'ip', '198.51.100.1', $2::timestamptz - interval '90 days', $2)`,
  `insert into alert_evidence (tenant_id, alert_id, entity_id, type, name, role, verdict, prevalence, baseline_days,
     first_activity, last_activity)
   select $1, 'bench-alert-' || n, '${EGRESS}', 'ip', '198.51.100.1', 'contextual', 'unknown', 200, 30,
     $2::timestamptz - n * interval '1 second', $2::timestamptz - n * interval '1 second'
   from generate_series(0, least(${EGRESS_ALERTS}, $3::int) - 1) as n`,
  `insert into app_user (tenant_id, id, email, name, roles)
   select $1, 'bench-person-' || n, 'person' || n || '@bench.example', 'Person ' || n, '{analyst}'
   from generate_series(0, ${PEOPLE - 1}) as n`,
  `update incident set assigned_to = 'bench-person-' || (number % ${PEOPLE}), acknowledged_at = created_at + interval '1 hour'
   where tenant_id = $1 and number % 5 < 2`,
  `update incident set resolved_at = created_at + interval '5 hours', classification =
     (array['truePositive', 'falsePositive', 'informationalExpectedActivity'])[1 + number % 3]
   where tenant_id = $1 and status = 'resolved'`,
  // One in five hundred is of another source, and tagged.
  `update incident set service_sources = '{microsoftDefenderForEndpoint}', domains = '{endpoint}', tactics = '{Impact}',
     techniques = '{T1486}', custom_tags = '{ransomware}' where tenant_id = $1 and number % 500 = 7`,
  `update alert set service_source = 'microsoftDefenderForEndpoint', domain = 'endpoint', tactic = 'Impact',
     techniques = '{T1486}', classification = 'falsePositive', assigned_to = 'bench-person-3', title = 'Rare ransomware',
     updated_at = $2::timestamptz - interval '1 day' where tenant_id = $1 and id in (select 'bench-alert-' || n from generate_series(7, $3::int - 1, 1000) as n)`,
  `insert into risky_sign_in (tenant_id, id, user_id, level_during, level_aggregated, risk_state, risk_event_types, ip_address,
     location, app, at)
   select $1, 'bench-sign-in-' || n, 'bench-account-' || n, 'medium', 'medium', (array['atRisk', 'dismissed'])[1 + n % 2],
     '{unfamiliarFeatures}', '203.0.113.7', '{"country": "DE", "city": "Berlin", "latitude": 52.5, "longitude": 13.4}',
     'Microsoft Teams', $2::timestamptz - (n % 80000) * interval '20 seconds'
   from generate_series(0, $3::int / ${ALERTS_PER_ACCOUNT} - 1) as n`,
  `insert into comment (tenant_id, id, target_type, target_id, body, author_id, author_name, created_at)
   select $1, 'bench-comment-' || n, 'incident', 'bench-incident-' || n, 'Seen on the gateway as well.', 'bench-person-' || n % ${PEOPLE},
     'Person ' || n % ${PEOPLE}, $2::timestamptz - (n % 80000) * interval '1 second'
   from generate_series(0, $3::int / ${ALERTS_PER_ACCOUNT} - 1) as n`,
  `insert into audit_entry (tenant_id, at, actor_kind, actor_id, actor_name, action, target_type, target_id, changes)
   select $1, $2::timestamptz - (${TRAIL} - n) * interval '10 seconds', 'user', 'bench-person-' || n % ${PEOPLE}, 'Person ' || n % ${PEOPLE},
     (array['incident.assign', 'incident.status', 'alert.status'])[1 + n % 3],
     case when n % 3 = 2 then 'alert' else 'incident' end,
     case when n % 3 = 2 then 'bench-alert-' || n else 'bench-incident-' || n % ($3::int / ${ALERTS_PER_ACCOUNT}) end,
     '[{"field": "status", "from": "new", "to": "inProgress"}]'
   from generate_series(1, ${TRAIL}) as n`,
  `insert into saved_view (tenant_id, id, list, name, search, shared, owner_id)
   select $1, 'bench-view-' || n, 'incidents', 'View ' || n, '${VIEW_SEARCH}', n % 2 = 0, 'bench-person-' || n % ${PEOPLE}
   from generate_series(0, 59) as n`,
  `insert into job (tenant_id, id, target, action, state, total, cursor, changed, actor_kind, actor_id, actor_name, created_at, started_at,
     ended_at)
   select $1, 'bench-job-' || n, 'incident', '{"do": "assign", "assignedTo": "bench-person-3"}', 'done', 200, 200, 200, 'user',
     'bench-person-' || n % ${PEOPLE}, 'Person ' || n % ${PEOPLE}, $2::timestamptz - n * interval '1 hour', $2, $2
   from generate_series(0, 499) as n`,
  `insert into job_item (tenant_id, job_id, position, target_id, version, outcome, before)
   select $1, 'bench-job-' || n, p, 'bench-incident-' || (n * 200 + p), 1, 'changed', '{}'
   from generate_series(0, 99) as n, generate_series(1, 200) as p`,
  `insert into dead_letter (tenant_id, id, batch_id, table_name, line, field, reason, raw, at)
   select $1, 'bench-letter-' || n, 'bench-batch', 'SigninLogs', n, 'TimeGenerated', 'is no time', '{}', $2::timestamptz - n * interval '1 minute'
   from generate_series(0, 19999) as n`,
];

/** Stores all of that around the first `alerts` alerts of a tenant. */
export async function storeSurroundings(tenantId: string, alerts: number, now: Date): Promise<void> {
  for (const statement of STATEMENTS) {
    // Each names the parameters that it has; the driver wants no others.
    const values = [tenantId, now, alerts].slice(
      0,
      statement.includes('$3') ? 3 : statement.includes('$2') ? 2 : 1,
    );
    await pool().query(statement, values);
  }
}
