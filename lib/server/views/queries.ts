import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { ListName } from '@/lib/domain/views/list';
import type { SavedView, SavedViews } from '@/lib/domain/views/saved-view';
import { can } from '@/lib/server/authz/authorize';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';

interface ViewRow {
  readonly id: string;
  readonly name: string;
  readonly search: string;
  readonly shared: boolean;
  readonly owner_id: string;
  readonly owner_name: string | null;
  readonly version: number;
}

/** The views of a list that a person can see: their own and those that are shared. */
export async function listViews(actor: Actor, list: ListName): Promise<SavedViews> {
  const [rows, chosen] = await Promise.all([
    prisma().$queryRaw<ViewRow[]>`
      SELECT v.id, v.name, v.search, v.shared, v.owner_id, p.name AS owner_name, v.version
      FROM saved_view v LEFT JOIN app_user p ON p.tenant_id = v.tenant_id AND p.id = v.owner_id
      WHERE ${visible(actor)} AND v.list = ${list} ORDER BY lower(v.name), v.id`,
    prisma().defaultView.findUnique({
      where: { tenantId_userId_list: { tenantId: actor.tenantId, userId: actor.id, list } },
    }),
  ]);
  const views = rows.map((row) => toView(actor, row));
  // Whoever shared it may have made it private again.
  const defaultId = views.some((view) => view.id === chosen?.viewId) ? (chosen?.viewId ?? null) : null;
  return { views, defaultId };
}

/** The view that a list of this person opens with, or null where it opens as it is by itself. */
export async function defaultView(
  actor: Actor,
  list: ListName,
): Promise<{ readonly id: string; readonly search: string } | null> {
  const [row] = await prisma().$queryRaw<{ id: string; search: string }[]>`
    SELECT v.id, v.search FROM default_view d
    JOIN saved_view v ON v.tenant_id = d.tenant_id AND v.id = d.view_id
    WHERE d.tenant_id = ${actor.tenantId} AND d.user_id = ${actor.id} AND d.list = ${list} AND ${visible(actor)}`;
  return row ?? null;
}

const visible = (actor: Actor): Prisma.Sql =>
  Prisma.sql`v.tenant_id = ${actor.tenantId} AND (v.owner_id = ${actor.id} OR v.shared)`;

/** An owner may change a view; one that is shared an administrator may, too. */
export const mayChange = (
  actor: Actor,
  view: { readonly ownerId: string; readonly shared: boolean },
): boolean =>
  can(actor, 'view:write') && (view.ownerId === actor.id || (view.shared && can(actor, 'settings:write')));

const toView = (actor: Actor, row: ViewRow): SavedView => ({
  id: row.id,
  name: row.name,
  search: row.search,
  shared: row.shared,
  owner: { id: row.owner_id, name: row.owner_name ?? row.owner_id },
  canChange: mayChange(actor, { ownerId: row.owner_id, shared: row.shared }),
  version: row.version,
});
