import 'server-only';
import { DAY } from '@/lib/core/time';
import type { TimeRange } from '@/lib/domain/views/range';
import { Prisma } from './generated/prisma/client';

/** The conditions that a moment lies in a span of time; none for all time. */
export function timeCondition(column: Prisma.Sql, range: TimeRange, now: number): readonly Prisma.Sql[] {
  if (range.kind === 'all') return [];
  if (range.kind === 'last') return [Prisma.sql`${column} >= ${new Date(now - range.days * DAY)}`];
  return [
    ...(range.from === null ? [] : [Prisma.sql`${column} >= ${new Date(range.from)}`]),
    ...(range.to === null ? [] : [Prisma.sql`${column} < ${new Date(range.to)}`]),
  ];
}
