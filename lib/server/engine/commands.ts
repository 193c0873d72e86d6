import 'server-only';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { SignInFacts } from '@/lib/domain/facts/identity';
import { isTableName } from '@/lib/domain/tables';
import { type AccountProfile, accountKey, unlearn } from '@/lib/engine/detection/profiles/account';
import { normalize } from '@/lib/engine/normalize';
import { log } from '../log';
import { pool } from '../pg';
import type { Consequences } from './consequences';
import type { World } from './dedup';
import { reasonOf } from './set-aside';
import type { StateCache } from './state-cache';

const Payload = z.object({
  userId: z.string().optional(),
  alertId: z.string().optional(),
  /** Sign-ins whose risk the decision itself closed. */
  signInIds: z.array(z.string()).default([]),
});

interface CommandRow {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
}

/** What people decided and the engine's own state must follow: applied once, in order, by the tenant's one writer. */
export async function applyNextCommand(
  tx: PoolClient,
  world: World,
  state: StateCache,
  consequences: Consequences,
): Promise<void> {
  const found = await tx.query<CommandRow>(
    `select id, kind, payload from engine_command
      where tenant_id = $1 and applied_at is null and coalesce(payload->>'origin', '') = $2 order by seq limit 1 for update`,
    [world.tenantId, world.origin],
  );
  const command = found.rows[0];
  if (!command) return;
  const { userId, alertId, signInIds = [] } = Payload.safeParse(command.payload).data ?? {};
  if (command.kind === 'unlearnProfile' && userId)
    await unlearnRisky(tx, world, state, { userId, signInIds });
  else if (command.kind === 'relearnProfile' && userId) state.write(accountKey(userId), undefined);
  else if (command.kind === 'alertAdded' && alertId) await consequences.correlateNow(alertId);
  else log().warn({ kind: command.kind, id: command.id }, 'an engine command is not understood');
  await tx.query('update engine_command set applied_at = now() where tenant_id = $1 and id = $2', [
    world.tenantId,
    command.id,
  ]);
}

/** Marks the oldest command as done without its effect, with the reason: one that cannot be applied must not stop a tenant. */
export async function giveUpCommand(tenantId: string, origin: string, error: unknown): Promise<void> {
  log().error({ err: error, tenantId }, 'an engine command could not be applied and was given up');
  await pool().query(
    `update engine_command set applied_at = now(), payload = payload || jsonb_build_object('error', $3::text)
      where (tenant_id, id) in (select tenant_id, id from engine_command
        where tenant_id = $1 and applied_at is null and coalesce(payload->>'origin', '') = $2 order by seq limit 1)`,
    [tenantId, origin, reasonOf(error)],
  );
}

/** What the intruder did must not count as the user's habit: its risky sign-ins leave the profile. */
async function unlearnRisky(
  tx: PoolClient,
  world: World,
  state: StateCache,
  { userId, signInIds }: { readonly userId: string; readonly signInIds: readonly string[] },
): Promise<void> {
  const key = accountKey(userId);
  await state.prefetch(tx, [key]);
  const profile = state.read<AccountProfile>(key);
  if (!profile) return;
  const rows = await tx.query<{ table: string; row: Record<string, unknown> }>(
    `select r.table_name as "table", r.row from alert_row r where r.tenant_id = $1 and r.row is not null and r.row_id in (
       select row_id from risky_sign_in where tenant_id = $1 and user_id = $2
         and (risk_state in ('atRisk', 'confirmedCompromised') or id = any($3)))`,
    [world.tenantId, userId, signInIds],
  );
  const signIns = rows.rows.flatMap(({ table, row }) => signInOf(table, row));
  state.write(key, unlearn(profile, signIns));
}

function signInOf(table: string, row: Record<string, unknown>): { facts: SignInFacts; time: number }[] {
  if (!isTableName(table)) return [];
  const outcome = normalize(table, row, { geo: () => undefined, receivedAt: 0 });
  if (!outcome.ok || outcome.row.event.facts.kind !== 'signIn') return [];
  return [{ facts: outcome.row.event.facts, time: outcome.row.time }];
}
