import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { AuditChange, AuditChoices, AuditFilter, AuditRow } from '@/lib/domain/views/audit';
import { parseTimeRange } from '@/lib/domain/views/range';
import { authorize } from '../authz/authorize';
import { prisma } from '../db';
import { Prisma } from '../generated/prisma/client';
import { type StoredChange, storedChanges, VERSION_FIELD } from '../stale';
import { timeCondition } from '../time-condition';
import { namePeople, nameTargets, targetIds } from './targets';

const PAGE = 50;

/** A value as people read it: a list without its brackets, nothing as a dash. */
function display(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.map(display).join(', ') || '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What did change: neither the counter of versions, nor what was told as it was. */
function shown(changes: readonly StoredChange[]): readonly AuditChange[] {
  return changes
    .filter(({ field }) => field !== VERSION_FIELD)
    .map(({ field, from, to }) => ({ field, from: display(from), to: display(to) }))
    .filter(({ from, to }) => from !== to);
}

interface EntryRow {
  readonly seq: bigint;
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor_name: string;
  readonly action: string;
  readonly target_type: string;
  readonly target_id: string;
  readonly changes: Prisma.JsonValue;
  readonly reason: string | null;
  readonly request_id: string | null;
}

/** A page of the audit trail, newest first, by key. */
export async function listAudit(
  actor: Actor,
  filter: AuditFilter,
): Promise<{ readonly rows: readonly AuditRow[]; readonly next: string | null }> {
  authorize(actor, 'settings:read');
  const conditions = await conditionsOf(actor, filter);
  const found = await prisma().$queryRaw<EntryRow[]>`
    SELECT e.seq, e.at, e.actor_kind, e.actor_name, e.action, e.target_type, e.target_id, e.changes, e.reason, e.request_id
    FROM audit_entry e WHERE ${Prisma.join([...conditions], ' AND ')} ORDER BY e.seq DESC LIMIT ${PAGE + 1}`;
  const page = found.slice(0, PAGE);
  const [targets, people] = await Promise.all([nameTargets(actor, page), namePeople(actor, page)]);
  const rows = page.map((row): AuditRow => {
    const { target_type: type, target_id: id } = row;
    const known = targets.get(`${type} ${id}`);
    return {
      seq: row.seq.toString(),
      at: row.at.toISOString(),
      actorKind: row.actor_kind,
      actorName: row.actor_name,
      action: row.action,
      target: { type, id, name: known?.name ?? null, number: known?.number ?? null },
      changes: shown(people(storedChanges(row.changes))),
      reason: row.reason,
      requestId: row.request_id,
    };
  });
  return { rows, next: found.length > PAGE ? (rows.at(-1)?.seq ?? null) : null };
}

async function conditionsOf(actor: Actor, filter: AuditFilter): Promise<readonly Prisma.Sql[]> {
  const conditions = [Prisma.sql`e.tenant_id = ${actor.tenantId}`];
  if (/^\d{1,18}$/.test(filter.before)) conditions.push(Prisma.sql`e.seq < ${BigInt(filter.before)}`);
  if (filter.who !== '') conditions.push(Prisma.sql`e.actor_id = ${filter.who}`);
  if (filter.action !== '') conditions.push(Prisma.sql`e.action = ${filter.action}`);
  conditions.push(...timeCondition(Prisma.sql`e.at`, parseTimeRange(filter.range), Date.now()));
  const target = filter.target.trim();
  if (target !== '') {
    const [ids, types] = await Promise.all([targetIds(actor, target), targetTypes(actor)]);
    // Each kind of target is named: the index of targets begins with it.
    conditions.push(Prisma.sql`(e.target_type, e.target_id) IN (
      SELECT t.type, i.id FROM unnest(${types}::text[]) AS t(type), unnest(${[...ids]}::text[]) AS i(id))`);
  }
  return conditions;
}

async function targetTypes({ tenantId }: Actor): Promise<string[]> {
  const rows = await prisma().$queryRaw<{ type: string }[]>`
    WITH RECURSIVE t AS (
      (SELECT target_type FROM audit_entry WHERE tenant_id = ${tenantId} ORDER BY target_type LIMIT 1)
      UNION ALL SELECT (SELECT target_type FROM audit_entry WHERE tenant_id = ${tenantId} AND target_type > t.target_type
        ORDER BY target_type LIMIT 1) FROM t WHERE t.target_type IS NOT NULL)
    SELECT target_type AS type FROM t WHERE target_type IS NOT NULL`;
  return rows.map(({ type }) => type);
}

/**
 * Walks the indexes from value to value: the cost is that of the answer, not of the trail. Actors from the last to the
 * first, since each is called by their latest name: an index that goes up in both is read backwards then.
 */
export async function auditChoices(actor: Actor): Promise<AuditChoices> {
  authorize(actor, 'settings:read');
  const { tenantId } = actor;
  const [actions, actors] = await Promise.all([
    prisma().$queryRaw<{ action: string }[]>`
      WITH RECURSIVE t AS (
        (SELECT action FROM audit_entry WHERE tenant_id = ${tenantId} ORDER BY action LIMIT 1)
        UNION ALL SELECT (SELECT action FROM audit_entry WHERE tenant_id = ${tenantId} AND action > t.action
          ORDER BY action LIMIT 1) FROM t WHERE t.action IS NOT NULL)
      SELECT action FROM t WHERE action IS NOT NULL LIMIT 200`,
    prisma().$queryRaw<{ id: string; name: string }[]>`
      WITH RECURSIVE t AS (
        (SELECT actor_id, actor_name FROM audit_entry WHERE tenant_id = ${tenantId} ORDER BY actor_id DESC, seq DESC LIMIT 1)
        UNION ALL SELECT n.actor_id, n.actor_name FROM t, LATERAL (SELECT actor_id, actor_name FROM audit_entry
          WHERE tenant_id = ${tenantId} AND actor_id < t.actor_id ORDER BY actor_id DESC, seq DESC LIMIT 1) n)
      SELECT actor_id AS id, actor_name AS name FROM t LIMIT 500`,
  ]);
  return {
    actions: actions.map(({ action }) => action),
    actors: actors.sort((a, b) => a.name.localeCompare(b.name, 'en')),
  };
}
