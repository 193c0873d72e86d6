import 'server-only';
import type {
  EntityType,
  EvidenceRole,
  EvidenceVerdict,
  IdentifierKind,
  RemediationStatus,
} from '@/lib/domain/entity';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { member } from './enums';
import { type EvidenceSource, toGraphEvidence } from './evidence';
import type { ListOptions } from './odata/options';
import { CLASSIFICATION_ORDER, DETERMINATION_ORDER, SERVICE_SOURCE_ORDER, SEVERITY_ORDER } from './orders';
import { type Collection, type CollectionPage, readCollection } from './page';
import type { GraphObject } from './response';

/** Evidence of an alert that is sent at most: an alert of ours holds far fewer. */
const EVIDENCE_CAP = 1_000;

export interface GraphAlertRow {
  readonly id: string;
  readonly provider_alert_id: string | null;
  readonly detector_id: string;
  readonly incident_id: string | null;
  readonly incident_number: number | null;
  readonly status: string;
  readonly severity: string;
  readonly classification: string;
  readonly determination: string;
  readonly service_source: string;
  readonly detection_source: string;
  readonly title: string;
  readonly description: string;
  readonly tactic: string;
  readonly techniques: readonly string[];
  readonly assignee: string | null;
  readonly first_activity: Date;
  readonly last_activity: Date;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const ASSIGNEE = Prisma.sql`coalesce(p.email, t.assigned_to)`;

const ALERT_COLLECTION: Collection = {
  from: Prisma.sql`alert t
    LEFT JOIN app_user p ON p.tenant_id = t.tenant_id AND p.id = t.assigned_to
    LEFT JOIN incident i ON i.tenant_id = t.tenant_id AND i.id = t.incident_id`,
  columns: Prisma.sql`t.id, t.provider_alert_id, t.detector_id, t.incident_id, i.number AS incident_number, t.status,
    t.severity, t.classification, t.determination, t.service_source, t.detection_source, t.title, t.description,
    t.tactic, coalesce(t.techniques, '{}') AS techniques, ${ASSIGNEE} AS assignee, t.first_activity, t.last_activity, t.created_at, t.updated_at`,
  order: { property: 'createdDateTime', descending: true },
  properties: [
    'tenantId',
    'description',
    'mitreTechniques',
    'evidence',
    'alertWebUrl',
    'incidentWebUrl',
    'comments',
    'resolvedDateTime',
    'recommendedActions',
    'actorDisplayName',
    'threatDisplayName',
    'threatFamilyName',
    'systemTags',
    'productName',
    'alertPolicyId',
    'additionalData',
    'customDetails',
    'categories',
    'investigationState',
  ],
  fields: {
    id: { type: 'text', column: Prisma.sql`t.id` },
    providerAlertId: { type: 'text', column: Prisma.sql`t.provider_alert_id` },
    incidentId: { type: 'text', column: Prisma.sql`t.incident_id` },
    detectorId: { type: 'text', column: Prisma.sql`t.detector_id` },
    title: { type: 'text', column: Prisma.sql`t.title`, sort: true },
    category: { type: 'text', column: Prisma.sql`t.tactic` },
    assignedTo: { type: 'text', column: ASSIGNEE },
    status: {
      type: 'enum',
      column: Prisma.sql`t.status`,
      members: ['unknown', 'new', 'inProgress', 'resolved'],
      sort: true,
    },
    severity: { type: 'enum', column: Prisma.sql`t.severity`, members: SEVERITY_ORDER, sort: true },
    classification: { type: 'enum', column: Prisma.sql`t.classification`, members: CLASSIFICATION_ORDER },
    determination: { type: 'enum', column: Prisma.sql`t.determination`, members: DETERMINATION_ORDER },
    serviceSource: { type: 'enum', column: Prisma.sql`t.service_source`, members: SERVICE_SOURCE_ORDER },
    detectionSource: { type: 'text', column: Prisma.sql`t.detection_source` },
    createdDateTime: { type: 'date', column: Prisma.sql`t.created_at`, sort: true },
    lastUpdateDateTime: { type: 'date', column: Prisma.sql`t.updated_at`, sort: true },
    firstActivityDateTime: { type: 'date', column: Prisma.sql`t.first_activity`, sort: true },
    lastActivityDateTime: { type: 'date', column: Prisma.sql`t.last_activity`, sort: true },
  },
};

const visible = (actor: Actor): Prisma.Sql => Prisma.sql`t.tenant_id = ${actor.tenantId} AND t.visible`;

export const listGraphAlerts = (actor: Actor, options: ListOptions): Promise<CollectionPage<GraphAlertRow>> =>
  readCollection<GraphAlertRow>(ALERT_COLLECTION, visible(actor), options);

/** One alert by our id, or by the id that its source gave it. */
export async function getGraphAlert(actor: Actor, id: string): Promise<GraphAlertRow | null> {
  const rows = await prisma().$queryRaw<GraphAlertRow[]>`
    SELECT ${ALERT_COLLECTION.columns} FROM ${ALERT_COLLECTION.from} WHERE ${visible(actor)} AND t.id = ${id}`;
  return rows[0] ?? null;
}

/** Alerts of some incidents, by incident, in the order of their first activity. */
export async function graphAlertsOf(
  actor: Actor,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly GraphAlertRow[]>> {
  const rows = await prisma().$queryRaw<GraphAlertRow[]>`
    SELECT ${ALERT_COLLECTION.columns} FROM ${ALERT_COLLECTION.from}
    WHERE ${visible(actor)} AND t.incident_id = ANY(${[...incidentIds]}::text[]) ORDER BY t.first_activity, t.id`;
  return groupBy(rows, (row) => row.incident_id ?? '');
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const list = groups.get(key(row));
    if (list === undefined) groups.set(key(row), [row]);
    else list.push(row);
  }
  return groups;
}

interface EvidenceSqlRow {
  readonly alert_id: string;
  readonly entity_id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
  readonly verdict: EvidenceVerdict;
  readonly remediation: RemediationStatus;
  readonly props: Readonly<Record<string, unknown>>;
  readonly first_activity: Date;
  readonly identifiers: readonly { readonly kind: IdentifierKind; readonly value: string }[] | null;
}

/** Evidence of some alerts with the identifiers of each entity, in two round trips however many there are. */
async function evidenceFor(
  actor: Actor,
  alertIds: readonly string[],
): Promise<ReadonlyMap<string, readonly EvidenceSqlRow[]>> {
  if (alertIds.length === 0) return new Map();
  const rows = await prisma().$queryRaw<EvidenceSqlRow[]>`
    SELECT e.alert_id, e.entity_id, e.type, e.name, e.role, e.verdict, e.remediation, e.props, e.first_activity,
      d.identifiers
    FROM alert_evidence e
    LEFT JOIN LATERAL (SELECT json_agg(json_build_object('kind', x.kind, 'value', x.value) ORDER BY x.kind, x.value)
      AS identifiers FROM entity_identifier x WHERE x.tenant_id = e.tenant_id AND x.entity_id = e.entity_id) d ON TRUE
    WHERE e.tenant_id = ${actor.tenantId} AND e.alert_id = ANY(${[...alertIds]}::text[])
    ORDER BY e.alert_id, e.type, e.name`;
  return groupBy(rows, (row) => row.alert_id);
}

const sourceOf = (row: EvidenceSqlRow): EvidenceSource => ({
  type: row.type,
  name: row.name,
  role: row.role,
  verdict: row.verdict,
  remediation: row.remediation,
  props: row.props,
  identifiers: row.identifiers ?? [],
  createdAt: row.first_activity.toISOString(),
});

interface CommentRow {
  readonly body: string;
  readonly authorName: string;
  readonly createdAt: Date;
}

const toGraphComment = (comment: CommentRow): GraphObject => ({
  '@odata.type': '#microsoft.graph.security.alertComment',
  comment: comment.body,
  createdByDisplayName: comment.authorName,
  createdDateTime: comment.createdAt.toISOString(),
});

/** Comments by the id of what they are about, oldest first. */
export async function commentsFor(
  actor: Actor,
  targetType: 'incident' | 'alert',
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly GraphObject[]>> {
  const rows = await prisma().comment.findMany({
    where: { tenantId: actor.tenantId, targetType, targetId: { in: [...ids] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { targetId: true, body: true, authorName: true, createdAt: true },
  });
  const grouped = groupBy(rows, (row) => row.targetId);
  return new Map([...grouped].map(([id, list]) => [id, list.map(toGraphComment)]));
}

/** Alerts as Graph sends them, with evidence and comments. */
export async function toGraphAlerts(
  actor: Actor,
  rows: readonly GraphAlertRow[],
  base: string,
  isAll: boolean,
): Promise<readonly GraphObject[]> {
  const ids = rows.map((row) => row.id);
  const [evidence, comments] = await Promise.all([evidenceFor(actor, ids), commentsFor(actor, 'alert', ids)]);
  return rows.map((row) => ({
    id: row.id,
    providerAlertId: row.provider_alert_id ?? row.id,
    incidentId: row.incident_id,
    status: row.status,
    severity: row.severity,
    classification: row.classification,
    determination: row.determination,
    serviceSource: member('serviceSource', row.service_source, isAll),
    detectionSource: member('detectionSource', row.detection_source, isAll),
    productName: null,
    detectorId: row.detector_id,
    tenantId: actor.tenantId,
    title: row.title,
    description: row.description,
    recommendedActions: '',
    category: row.tactic,
    assignedTo: row.assignee,
    alertWebUrl: `${base}/alerts/${encodeURIComponent(row.id)}`,
    incidentWebUrl: row.incident_number === null ? null : `${base}/incidents/${row.incident_number}`,
    actorDisplayName: null,
    threatDisplayName: null,
    threatFamilyName: null,
    mitreTechniques: row.techniques,
    createdDateTime: row.created_at.toISOString(),
    lastUpdateDateTime: row.updated_at.toISOString(),
    resolvedDateTime: row.status === 'resolved' ? row.updated_at.toISOString() : null,
    firstActivityDateTime: row.first_activity.toISOString(),
    lastActivityDateTime: row.last_activity.toISOString(),
    systemTags: [],
    alertPolicyId: null,
    additionalData: null,
    comments: comments.get(row.id) ?? [],
    evidence: (evidence.get(row.id) ?? [])
      .slice(0, EVIDENCE_CAP)
      .map((item) => toGraphEvidence(sourceOf(item), isAll)),
  }));
}
