import { pool } from '@/lib/server/pg';

/**
 * Alerts and incidents as a tenant collects them, written by SQL: every account has ten alerts, spread over ten days up
 * to now, which are one incident; every address has the ten of one account. Whatever the number stored, an alert shares
 * each of its entities with as many others.
 */

export const ALERTS_PER_ACCOUNT = 10;
const ROWS_PER_STATEMENT = 100_000;

export const accountId = (n: number): string => `bench-account-${n}`;
export const addressId = (n: number): string => `bench-address-${n}`;

/** Alert `n` belongs to account `n / 10`, and is its `n % 10`-th from now into the past, one a day. */
const AT = `($4::timestamptz - (n % ${ALERTS_PER_ACCOUNT}) * interval '1 day' - (n / ${ALERTS_PER_ACCOUNT} % 80000) * interval '1 second')`;
const OWNER = `(n / ${ALERTS_PER_ACCOUNT})`;

const ALERTS = `insert into alert (tenant_id, id, key, origin, repeat_key, detector_id, service_source, detection_source, domain,
    title, description, severity, tactic, techniques, status, first_activity, last_activity, incident_id, contains_alert_ids,
    created_at, updated_at)
  select $1, 'bench-alert-' || n, 'bench|' || n, '', 'bench|' || n, 'bench', 'azureAdIdentityProtection', 'bench', 'identity',
    'Unfamiliar sign-in ' || n, 'A sign-in with properties that are new for the account.',
    (array['high', 'medium', 'medium', 'low'])[1 + n % 4], 'InitialAccess', '{T1078}',
    (array['new', 'inProgress', 'resolved'])[1 + n % 3], ${AT}, ${AT}, 'bench-incident-' || ${OWNER}, '{}', ${AT}, ${AT}
  from generate_series($2::int, $3::int - 1) as n`;

const EVIDENCE = `insert into alert_evidence (tenant_id, alert_id, entity_id, type, name, role, verdict, prevalence, baseline_days,
    first_activity, last_activity)
  select $1, 'bench-alert-' || n, p.prefix || ${OWNER}, p.type, p.type || ' ' || ${OWNER}, p.role, 'suspicious', 1, 30, ${AT}, ${AT}
  from generate_series($2::int, $3::int - 1) as n,
    (values ('bench-account-', 'account', 'compromised'), ('bench-address-', 'ip', 'attacker')) as p(prefix, type, role)`;

const MEMBERSHIPS = `insert into incident_membership (tenant_id, id, incident_id, alert_id, cause)
  select $1, 'bench-member-' || n, 'bench-incident-' || ${OWNER}, 'bench-alert-' || n, 'linked'
  from generate_series($2::int, $3::int - 1) as n where $4::timestamptz is not null`;

const DETECTIONS = `insert into risk_detection (tenant_id, id, key, user_id, risk_event_type, risk_level, risk_state, timing, activity,
    source, alert_id, ip_address, activity_at, detected_at, updated_at)
  select $1, 'bench-detection-' || n, 'bench|' || n, 'bench-account-' || ${OWNER}, 'unfamiliarFeatures', 'medium', 'atRisk',
    'realtime', 'signin', 'bench', 'bench-alert-' || n, '203.0.113.7', ${AT}, ${AT}, ${AT}
  from generate_series($2::int, $3::int - 1) as n`;

/** Below, `n` counts accounts. */
const SEEN = `($4::timestamptz - (n % 80000) * interval '1 second')`;

const ENTITIES = `insert into entity (tenant_id, id, type, name, first_seen, last_seen)
  select $1, p.prefix || n, p.type, p.type || ' ' || n, ${SEEN} - interval '90 days', ${SEEN}
  from generate_series($2::int, $3::int - 1) as n, (values ('bench-account-', 'account'), ('bench-address-', 'ip')) as p(prefix, type)`;

const IDENTIFIERS = `insert into entity_identifier (tenant_id, origin, type, kind, value, entity_id, first_seen, last_seen)
  select $1, '', 'account', 'upn', 'user' || n || '@bench.example', 'bench-account-' || n, ${SEEN} - interval '90 days', ${SEEN}
  from generate_series($2::int, $3::int - 1) as n`;

const INCIDENTS = `insert into incident (tenant_id, id, number, display_name, severity, status, priority, first_activity, last_activity,
    alert_count, active_alert_count, entity_count, service_sources, domains, tactics, techniques, impacted, custom_tags, system_tags, created_at, updated_at)
  select $1, 'bench-incident-' || n, n + 1, 'Unfamiliar sign-ins of user ' || n,
    (array['high', 'medium', 'low'])[1 + n % 3], (array['active', 'inProgress', 'active', 'resolved'])[1 + n % 4], n % 100,
    ${SEEN} - interval '9 days', ${SEEN}, ${ALERTS_PER_ACCOUNT}, 7, 2, '{azureAdIdentityProtection}', '{identity}', '{InitialAccess}', '{T1078}',
    jsonb_build_array(jsonb_build_object('entityId', 'bench-account-' || n, 'type', 'account', 'name', 'account ' || n, 'role', 'compromised')),
    '{}', '{}', ${SEEN} - interval '9 days', ${SEEN}
  from generate_series($2::int, $3::int - 1) as n`;

const RISKY_USERS = `insert into risky_user (tenant_id, id, risk_level, risk_state, risk_detail, last_updated)
  select $1, 'bench-account-' || n, (array['high', 'medium', 'low'])[1 + n % 3], 'atRisk', 'none', ${SEEN}
  from generate_series($2::int, $3::int - 1) as n`;

const HISTORY = `insert into risk_history (tenant_id, id, user_id, risk_level, risk_state, risk_detail, from_level, from_state,
    event_types, initiated_by, at)
  select $1, 'bench-history-' || n, 'bench-account-' || n, 'medium', 'atRisk', 'none', 'none', 'none', '{unfamiliarFeatures}', 'engine', ${SEEN}
  from generate_series($2::int, $3::int - 1) as n`;

const PER_ALERT = [ALERTS, EVIDENCE, MEMBERSHIPS, DETECTIONS];
const PER_ACCOUNT = [ENTITIES, IDENTIFIERS, INCIDENTS, RISKY_USERS, HISTORY];

async function insert(
  statement: string,
  tenantId: string,
  from: number,
  to: number,
  now: Date,
): Promise<void> {
  for (let start = from; start < to; start += ROWS_PER_STATEMENT)
    await pool().query(statement, [tenantId, start, Math.min(to, start + ROWS_PER_STATEMENT), now]);
}

/** Stores alerts number `from` to `to` (exclusive; both multiples of ten) with what belongs to them. */
export async function storeAlerts(tenantId: string, from: number, to: number, now: Date): Promise<void> {
  for (const statement of PER_ACCOUNT)
    await insert(statement, tenantId, from / ALERTS_PER_ACCOUNT, to / ALERTS_PER_ACCOUNT, now);
  for (const statement of PER_ALERT) await insert(statement, tenantId, from, to, now);
}

/** Makes one more address that each of the first `alerts` alerts holds as the attacker's, all within its window. */
export async function storeHub(tenantId: string, hubId: string, alerts: number, now: Date): Promise<void> {
  await pool().query(
    `insert into entity (tenant_id, id, type, name, first_seen, last_seen) values ($1, $2, 'ip', 'hub', $3, $3)`,
    [tenantId, hubId, now],
  );
  await pool().query(
    `insert into alert_evidence (tenant_id, alert_id, entity_id, type, name, role, verdict, prevalence, baseline_days,
       first_activity, last_activity)
     select $1, 'bench-alert-' || n, $2, 'ip', 'hub', 'attacker', 'suspicious', 1, 30, $4::timestamptz - (n % 80000) * interval '1 second',
       $4::timestamptz - (n % 80000) * interval '1 second'
     from generate_series(0, $3::int - 1) as n`,
    [tenantId, hubId, alerts, now],
  );
}
