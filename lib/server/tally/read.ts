import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';

/** What is counted; see the model `Tally`. */
export type TallyKind =
  | 'alert.source'
  | 'alert.tactic'
  | 'alert.technique'
  | 'alert.classified'
  | 'alert.falsePositive'
  | 'alert.stored'
  | 'alert.cell'
  | 'incident.created'
  | 'incident.open'
  | 'risk.user';

/** A span of time, ms: from the first moment up to but without the second. Both lie on quarters of an hour. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface TallyCell {
  readonly kind: TallyKind;
  readonly member: string;
  /** The step that it lies in, from 0. */
  readonly step: number;
  readonly n: number;
}

/** The tally with the changes that are not yet added to it. */
export const tallyCells = (
  actor: Actor,
  kinds: readonly TallyKind[],
  inside: Prisma.Sql,
): Prisma.Sql => Prisma.sql`
  (SELECT kind, member, bucket, n FROM tally
     WHERE tenant_id = ${actor.tenantId} AND kind IN (${Prisma.join([...kinds])}) AND ${inside}
   UNION ALL
   SELECT kind, member, bucket, n FROM tally_delta
     WHERE tenant_id = ${actor.tenantId} AND kind IN (${Prisma.join([...kinds])}) AND ${inside})`;

/** Counts by member in each of the steps between the boundaries (ascending, on quarters of an hour). */
export async function tallySteps(
  actor: Actor,
  kinds: readonly TallyKind[],
  bounds: readonly number[],
): Promise<readonly TallyCell[]> {
  const dates = bounds.map((at) => new Date(at));
  const [from, to] = [dates[0], dates.at(-1)];
  const inside = Prisma.sql`bucket >= ${from} AND bucket < ${to}`;
  const rows = await prisma().$queryRaw<{ kind: TallyKind; member: string; step: number; n: number }[]>`
    SELECT kind, member, width_bucket(bucket, ${dates}::timestamptz[]) - 1 AS step, sum(n)::int AS n
    FROM ${tallyCells(actor, kinds, inside)} t GROUP BY 1, 2, 3 HAVING sum(n) <> 0`;
  return rows;
}

/** Counts by member over a span. */
export const tallyTotals = (
  actor: Actor,
  kinds: readonly TallyKind[],
  span: Span,
): Promise<readonly TallyCell[]> => tallySteps(actor, kinds, [span.from, span.to]);

/** What is counted as of now, by member. */
export async function tallyNow(
  actor: Actor,
  kinds: readonly ('incident.open' | 'risk.user')[],
): Promise<readonly TallyCell[]> {
  const inside = Prisma.sql`bucket = 'epoch'::timestamptz`;
  return prisma().$queryRaw<TallyCell[]>`
    SELECT kind, member, 0 AS step, sum(n)::int AS n
    FROM ${tallyCells(actor, kinds, inside)} t GROUP BY 1, 2 HAVING sum(n) <> 0`;
}
