import 'server-only';
import { ACTIVE_JOB_STATES } from '@/lib/domain/job-states';
import type { Permission } from '@/lib/domain/permissions';
import { can, tokenActor, userActor } from '@/lib/server/authz/authorize';
import { isGone } from '@/lib/server/engine/lease';
import { WAKE_SQL } from '@/lib/server/outbox/publish';
import { pool } from '@/lib/server/pg';
import { type JobKey, LEASE_SECONDS } from './chunk';

export interface ClaimedJob extends JobKey {
  readonly target: string;
  readonly actorKind: string;
  readonly actorId: string;
}

const ACTIVE = [...ACTIVE_JOB_STATES];

const CLAIM = `UPDATE job SET holder = $1, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
  WHERE state = ANY($2) AND (holder IS NULL OR holder = $1 OR lease_until < now() OR holder = ANY($3))
  RETURNING tenant_id AS "tenantId", id, target, created_at,
    coalesce(CASE WHEN state = 'undoing' THEN undo_actor_kind END, actor_kind) AS "actorKind",
    coalesce(CASE WHEN state = 'undoing' THEN undo_actor_id END, actor_id) AS "actorId"`;

/** Takes over all jobs that have work to do and no living runner, and keeps its own. Oldest first. */
export async function claimJobs(holder: string): Promise<readonly ClaimedJob[]> {
  const others = await pool().query<{ holder: string }>(
    'SELECT DISTINCT holder FROM job WHERE state = ANY($1) AND holder <> $2',
    [ACTIVE, holder],
  );
  const gone = others.rows.map((row) => row.holder).filter(isGone);
  const { rows } = await pool().query<ClaimedJob & { created_at: Date }>(CLAIM, [holder, ACTIVE, gone]);
  return rows.sort((a, b) => a.created_at.getTime() - b.created_at.getTime());
}

/** Gives all jobs of a runner back, so that the next one need not wait. */
export async function releaseJobs(holder: string): Promise<void> {
  await pool().query('UPDATE job SET holder = NULL, lease_until = NULL WHERE holder = $1', [holder]);
}

/** Whether whoever asked for a job may still do what it does. */
export async function mayStill({ tenantId, target, actorKind, actorId }: ClaimedJob): Promise<boolean> {
  const permission: Permission = target === 'incident' ? 'incident:write' : 'alert:write';
  if (actorKind === 'user') {
    const { rows } = await pool().query<{ roles: string[] }>(
      'SELECT roles FROM app_user WHERE tenant_id = $1 AND id = $2 AND disabled_at IS NULL',
      [tenantId, actorId],
    );
    const roles = rows[0]?.roles;
    return roles !== undefined && can(userActor({ tenantId, id: actorId, name: '', roles }), permission);
  }
  const { rows } = await pool().query<{ scopes: string[] }>(
    `SELECT scopes FROM api_token WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL
       AND (expires_at IS NULL OR expires_at > now())`,
    [tenantId, actorId],
  );
  const scopes = rows[0]?.scopes;
  return scopes !== undefined && can(tokenActor({ tenantId, id: actorId, name: '', scopes }), permission);
}

/** Ends a job that may not go on, with the reason for the person. */
export async function failJob({ tenantId, id }: JobKey, error: string): Promise<void> {
  await pool().query(
    `WITH failed AS (
       UPDATE job SET state = 'failed', error = $3, ended_at = now(), holder = NULL WHERE tenant_id = $1 AND id = $2
         AND state = ANY($4) RETURNING tenant_id, id
     )
     INSERT INTO outbox_event (tenant_id, type, target_id, payload, quiet)
     SELECT tenant_id, 'job.ended', id, '{}', true FROM failed`,
    [tenantId, id, error, ACTIVE],
  );
  await pool().query(WAKE_SQL);
}
