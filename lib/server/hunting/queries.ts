import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { HuntAnswer, HuntTable } from '@/lib/domain/views/hunting';
import { tableCounts } from '../query/client';
import { refusalsOf, runHunt } from './client';
import { withinLimits } from './limits';
import { huntOnKusto, kustoCluster } from './remote';
import { huntingSchema } from './schema';

export interface Hunt {
  readonly text: string;
  readonly limit: number;
  /** Milliseconds since the epoch; for tables of a query that names no time itself. */
  readonly during: { readonly from: number; readonly to: number } | null;
}

const TIMEOUT_MS = 120_000;

/**
 * Runs a query over what the actor's tenant has: in its lake, or on the Kusto cluster that holds its telemetry.
 * @throws AppError when the actor asks too much at once, or the cluster cannot be asked
 */
export const answerHunt = (actor: Actor, hunt: Hunt, signal: AbortSignal): Promise<HuntAnswer> =>
  withinLimits(actor, () => {
    const cluster = kustoCluster();
    return cluster ? huntOnKusto(cluster, hunt, signal) : huntInLake(actor, hunt, signal);
  });

/** Runs a query over the tenant's lake. */
export async function huntInLake(actor: Actor, hunt: Hunt, signal: AbortSignal): Promise<HuntAnswer> {
  try {
    const input = { ...hunt, tenantId: actor.tenantId, now: new Date().toISOString() };
    return { result: await runHunt(input, { timeoutMs: TIMEOUT_MS, signal }) };
  } catch (error) {
    const refused = refusalsOf(error);
    if (refused === null) throw error;
    return { refused };
  }
}

/** Every table that can be hunted in, those with rows first. */
export async function huntTables(actor: Actor): Promise<readonly HuntTable[]> {
  const counts = new Map((await tableCounts(actor.tenantId)).map((count) => [count.table, count]));
  return Object.entries(huntingSchema())
    .map(([name, columns]) => {
      const count = counts.get(name);
      return { name, columns, rows: count?.rows ?? 0, newest: count?.maxTime ?? null };
    })
    .sort((a, b) => Number(b.rows > 0) - Number(a.rows > 0) || a.name.localeCompare(b.name));
}
