import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { commentsFor, graphAlertsOf, toGraphAlerts } from './alerts';
import { member } from './enums';
import type { ListOptions, OptionRules } from './odata/options';
import { CLASSIFICATION_ORDER, DETERMINATION_ORDER, INCIDENT_STATUS_ORDER, SEVERITY_ORDER } from './orders';
import { type Collection, type CollectionPage, readCollection } from './page';
import type { GraphObject } from './response';

/** Page sizes: Graph serves 50 incidents a page; without their alerts larger pages are allowed here. */
export const incidentRules = (isExpanded: boolean): OptionRules => ({
  defaultTop: 50,
  maxTop: isExpanded ? 50 : 1_000,
  expandable: ['alerts'],
});

export interface GraphIncidentRow {
  readonly id: string;
  readonly number: number;
  readonly display_name: string;
  readonly severity: string;
  readonly status: string;
  readonly classification: string;
  readonly determination: string;
  readonly assignee: string | null;
  readonly custom_tags: readonly string[];
  readonly system_tags: readonly string[];
  readonly priority: number;
  readonly redirect_incident_id: string | null;
  readonly resolving_comment: string | null;
  readonly last_modified_by: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const ASSIGNEE = Prisma.sql`coalesce(p.email, t.assigned_to)`;

const COLLECTION: Collection = {
  from: Prisma.sql`incident t LEFT JOIN app_user p ON p.tenant_id = t.tenant_id AND p.id = t.assigned_to`,
  columns: Prisma.sql`t.id, t.number, t.display_name, t.severity, t.status, t.classification, t.determination,
    ${ASSIGNEE} AS assignee, coalesce(t.custom_tags, '{}') AS custom_tags, coalesce(t.system_tags, '{}') AS system_tags, t.priority, t.redirect_incident_id, t.resolving_comment,
    t.last_modified_by, t.created_at, t.updated_at`,
  order: { property: 'createdDateTime', descending: true },
  properties: [
    'tenantId',
    'incidentWebUrl',
    'customTags',
    'systemTags',
    'description',
    'summary',
    'comments',
    'alerts',
  ],
  fields: {
    id: { type: 'text', column: Prisma.sql`t.id` },
    incidentNumber: { type: 'int', column: Prisma.sql`t.number`, sort: true },
    displayName: { type: 'text', column: Prisma.sql`t.display_name`, sort: true },
    severity: { type: 'enum', column: Prisma.sql`t.severity`, members: SEVERITY_ORDER, sort: true },
    status: { type: 'enum', column: Prisma.sql`t.status`, members: INCIDENT_STATUS_ORDER, sort: true },
    classification: { type: 'enum', column: Prisma.sql`t.classification`, members: CLASSIFICATION_ORDER },
    determination: { type: 'enum', column: Prisma.sql`t.determination`, members: DETERMINATION_ORDER },
    assignedTo: { type: 'text', column: ASSIGNEE },
    createdDateTime: { type: 'date', column: Prisma.sql`t.created_at`, sort: true },
    lastUpdateDateTime: { type: 'date', column: Prisma.sql`t.updated_at`, sort: true },
    priorityScore: { type: 'int', column: Prisma.sql`t.priority`, sort: true },
    redirectIncidentId: { type: 'text', column: Prisma.sql`t.redirect_incident_id` },
    resolvingComment: { type: 'text', column: Prisma.sql`t.resolving_comment` },
    lastModifiedBy: { type: 'text', column: Prisma.sql`t.last_modified_by` },
  },
};

const visible = (actor: Actor): Prisma.Sql => Prisma.sql`t.tenant_id = ${actor.tenantId}`;

export const listGraphIncidents = (
  actor: Actor,
  options: ListOptions,
): Promise<CollectionPage<GraphIncidentRow>> =>
  readCollection<GraphIncidentRow>(COLLECTION, visible(actor), options);

/** One incident by its id, or by the number that people say. */
export async function getGraphIncident(actor: Actor, id: string): Promise<GraphIncidentRow | null> {
  const which = /^\d{1,9}$/.test(id) ? Prisma.sql`t.number = ${Number(id)}` : Prisma.sql`t.id = ${id}`;
  const rows = await prisma().$queryRaw<GraphIncidentRow[]>`
    SELECT ${COLLECTION.columns} FROM ${COLLECTION.from} WHERE ${visible(actor)} AND ${which}`;
  return rows[0] ?? null;
}

/** Incidents as Graph sends them, with comments and, where asked for, their alerts. */
export async function toGraphIncidents(
  actor: Actor,
  rows: readonly GraphIncidentRow[],
  base: string,
  isAll: boolean,
  isExpanded: boolean,
): Promise<readonly GraphObject[]> {
  const ids = rows.map((row) => row.id);
  const [comments, alerts] = await Promise.all([
    commentsFor(actor, 'incident', ids),
    isExpanded ? expandedAlerts(actor, ids, base, isAll) : null,
  ]);
  return rows.map((row) => ({
    ...properties(actor, row, base, isAll),
    comments: comments.get(row.id) ?? [],
    ...(alerts === null ? {} : { alerts: alerts.get(row.id) ?? [] }),
  }));
}

function properties(actor: Actor, row: GraphIncidentRow, base: string, isAll: boolean): GraphObject {
  return {
    id: row.id,
    incidentNumber: row.number,
    tenantId: actor.tenantId,
    status: member('incidentStatus', row.status, isAll),
    incidentWebUrl: `${base}/incidents/${row.number}`,
    redirectIncidentId: row.redirect_incident_id,
    displayName: row.display_name,
    createdDateTime: row.created_at.toISOString(),
    lastUpdateDateTime: row.updated_at.toISOString(),
    assignedTo: row.assignee,
    classification: row.classification,
    determination: row.determination,
    severity: row.severity,
    priorityScore: row.priority,
    customTags: row.custom_tags,
    systemTags: row.system_tags,
    description: null,
    summary: null,
    resolvingComment: row.resolving_comment,
    lastModifiedBy: row.last_modified_by,
  };
}

async function expandedAlerts(
  actor: Actor,
  incidentIds: readonly string[],
  base: string,
  isAll: boolean,
): Promise<ReadonlyMap<string, readonly GraphObject[]>> {
  const grouped = await graphAlertsOf(actor, incidentIds);
  const rows = [...grouped.values()].flat();
  const graphAlerts = await toGraphAlerts(actor, rows, base, isAll);
  const byIncident = new Map<string, GraphObject[]>();
  rows.forEach((row, index) => {
    const alert = graphAlerts[index];
    if (row.incident_id === null || alert === undefined) return;
    byIncident.set(row.incident_id, [...(byIncident.get(row.incident_id) ?? []), alert]);
  });
  return byIncident;
}
