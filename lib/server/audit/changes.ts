import type { Prisma } from '../db';

export interface FieldChange {
  readonly field: string;
  readonly from: Prisma.InputJsonValue | null;
  readonly to: Prisma.InputJsonValue | null;
}

/** The fields of `to` that differ from `from`, as from → to. Values are compared as JSON. */
export function changesOf(
  from: Readonly<Record<string, Prisma.InputJsonValue | null>>,
  to: Readonly<Record<string, Prisma.InputJsonValue | null>>,
): FieldChange[] {
  return Object.entries(to)
    .map(([field, value]) => ({ field, from: from[field] ?? null, to: value }))
    .filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to));
}
