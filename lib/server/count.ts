import 'server-only';
import { COUNT_CAP, type ListCount } from '@/lib/domain/views/counted';
import { prisma } from './db';
import { Prisma } from './generated/prisma/client';

/** Counts the rows of `FROM … WHERE …` exactly. */
export async function countRows(from: Prisma.Sql): Promise<number> {
  const [row] = await prisma().$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n ${from}`;
  return Number(row?.n ?? 0);
}

/** Counts the rows of `FROM … WHERE …` up to what a list tells. */
export async function countShown(from: Prisma.Sql): Promise<ListCount> {
  const found = await countRows(Prisma.sql`FROM (SELECT 1 ${from} LIMIT ${COUNT_CAP + 1}) t`);
  return { total: Math.min(found, COUNT_CAP), isMore: found > COUNT_CAP };
}
