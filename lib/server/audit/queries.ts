import 'server-only';
import { z } from 'zod';
import type { Actor } from '@/lib/domain/permissions';
import { authorize } from '../authz/authorize';
import { type Prisma, prisma } from '../db';

const Changes = z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() }));

export interface AuditRow {
  readonly seq: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actorName: string;
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string;
  readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[];
  readonly reason: string | null;
  readonly requestId: string | null;
}

export interface AuditFilter {
  /** Entries before this number (for the next page). */
  readonly before?: string | undefined;
  readonly targetType?: string | undefined;
  readonly targetId?: string | undefined;
  /** First part of the action: `person`, `incident` … */
  readonly area?: string | undefined;
}

const PAGE = 50;

/** A value as people read it: a list without its brackets, nothing as a dash. */
function display(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.map(display).join(', ') || '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A page of the audit trail, newest first. */
export async function listAudit(
  actor: Actor,
  filter: AuditFilter,
): Promise<{ readonly rows: AuditRow[]; readonly next: string | null }> {
  authorize(actor, 'settings:read');
  const where: Prisma.AuditEntryWhereInput = {
    tenantId: actor.tenantId,
    ...(filter.before && /^\d{1,18}$/.test(filter.before) ? { seq: { lt: BigInt(filter.before) } } : {}),
    ...(filter.targetType ? { targetType: filter.targetType } : {}),
    ...(filter.targetId ? { targetId: filter.targetId } : {}),
    ...(filter.area ? { action: { startsWith: `${filter.area}.` } } : {}),
  };
  const found = await prisma().auditEntry.findMany({ where, orderBy: { seq: 'desc' }, take: PAGE + 1 });
  const rows = found.slice(0, PAGE).map((row) => ({
    seq: row.seq.toString(),
    at: row.at.toISOString(),
    actorKind: row.actorKind,
    actorName: row.actorName,
    action: row.action,
    targetType: row.targetType,
    targetId: row.targetId,
    changes: (Changes.safeParse(row.changes).data ?? []).map((change) => ({
      field: change.field,
      from: display(change.from),
      to: display(change.to),
    })),
    reason: row.reason,
    requestId: row.requestId,
  }));
  return { rows, next: found.length > PAGE ? (rows.at(-1)?.seq ?? null) : null };
}
