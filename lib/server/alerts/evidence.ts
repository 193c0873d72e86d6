import 'server-only';
import type { Reason } from '@/lib/domain/alert';
import type { EntityType, EvidenceRole, EvidenceVerdict, RemediationStatus } from '@/lib/domain/entity';
import type { Actor } from '@/lib/domain/permissions';
import type { AlertEntityView } from '@/lib/domain/views/alert';
import type { LinkTermView, LinkView } from '@/lib/domain/views/incident';
import { prisma } from '@/lib/server/db';

interface EvidenceSqlRow {
  readonly alert_id: string;
  readonly entity_id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
  readonly verdict: EvidenceVerdict;
  readonly remediation: RemediationStatus;
  readonly prevalence: number;
  readonly baseline_days: number;
  readonly hub_pin: 'hub' | 'notHub' | null;
  readonly props: Readonly<Record<string, unknown>>;
}

/** Entities of some alerts, by alert, the ones that matter most first. */
export async function evidenceOf(
  actor: Actor,
  alertIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AlertEntityView[]>> {
  if (alertIds.length === 0) return new Map();
  const rows = await prisma().$queryRaw<EvidenceSqlRow[]>`
    SELECT e.alert_id, e.entity_id, e.type, coalesce(n.name, e.name) AS name, e.role, e.verdict, e.remediation, e.prevalence,
      e.baseline_days, e.props, n.hub_pin
    FROM alert_evidence e LEFT JOIN entity n ON n.tenant_id = e.tenant_id AND n.id = e.entity_id
    WHERE e.tenant_id = ${actor.tenantId} AND e.alert_id = ANY(${[...alertIds]}::text[])
    ORDER BY e.alert_id, array_position(ARRAY['compromised','attacker','attacked','created','source'], e.role), 4`;
  const byAlert = new Map<string, AlertEntityView[]>();
  const hosts = new Map(rows.filter((row) => row.type === 'host').map((row) => [row.alert_id, row.name]));
  for (const row of rows) {
    const list = byAlert.get(row.alert_id) ?? [];
    list.push({
      entityId: row.entity_id,
      type: row.type,
      name: row.name,
      detail: detailOf(row, hosts.get(row.alert_id)),
      role: row.role,
      verdict: row.verdict,
      remediation: row.remediation,
      prevalence: row.prevalence,
      baselineDays: row.baseline_days,
      hubPin: row.hub_pin,
    });
    byAlert.set(row.alert_id, list);
  }
  return byAlert;
}

const SHOWN_COMMAND = 120;

/** What tells processes and files of one name apart: the process id and its device, the command or path, the place of an address. */
export function detailOf(
  { type, props }: Pick<EvidenceSqlRow, 'type' | 'props'>,
  host: string | undefined,
): string | null {
  const text = (key: string): string | null => {
    const value = props[key];
    return typeof value === 'string' && value !== ''
      ? value
      : typeof value === 'number'
        ? String(value)
        : null;
  };
  const join = (...parts: readonly (string | null | undefined)[]) =>
    parts.filter((part) => part != null).join(' · ') || null;
  if (type === 'process') {
    const pid = text('processId');
    const where = host === undefined ? '' : ` on ${host.split('.')[0]}`;
    return join(pid === null ? null : `pid ${pid}${where}`, text('commandLine')?.slice(0, SHOWN_COMMAND));
  }
  if (type === 'file') return text('path');
  if (type === 'ip') return join(text('city'), text('country'), text('asOrganization'));
  return null;
}

interface LinkSqlRow {
  readonly alert_id: string;
  readonly other_alert_id: string;
  readonly other_title: string | null;
  readonly score: number;
  readonly threshold: number;
  readonly terms: readonly LinkTermView[];
  readonly bonuses: readonly Reason[];
  readonly rule: string;
  readonly at: Date;
}

/** Why some alerts are where they are, by alert, strongest reason first; both ends of a pair are told. */
export async function linksOf(
  actor: Actor,
  alertIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LinkView[]>> {
  if (alertIds.length === 0) return new Map();
  const ids = [...alertIds];
  const rows = await prisma().$queryRaw<LinkSqlRow[]>`
    SELECT l.alert_id, l.other_alert_id, o.title AS other_title, l.score, l.threshold, l.terms, l.bonuses, l.rule, l.at
    FROM incident_link l
    JOIN alert a ON a.tenant_id = l.tenant_id AND a.id = l.alert_id
    LEFT JOIN alert o ON o.tenant_id = l.tenant_id AND o.id = l.other_alert_id
    WHERE l.tenant_id = ${actor.tenantId} AND l.alert_id = ANY(${ids}::text[])
      -- What a person took apart is linked no more.
      AND NOT EXISTS (SELECT 1 FROM correlation_constraint c WHERE c.tenant_id = l.tenant_id AND c.kind = 'forbid'
        AND (c.alert_id, c.incident_id) IN ((l.alert_id, o.incident_id), (l.other_alert_id, a.incident_id)))
    ORDER BY l.alert_id, l.score DESC, l.other_alert_id`;
  const named = await entityNames(
    actor,
    rows.flatMap((row) => row.terms.map(({ entityId }) => entityId)),
  );
  const byAlert = new Map<string, LinkView[]>();
  for (const row of rows) {
    const list = byAlert.get(row.alert_id) ?? [];
    list.push({
      otherAlertId: row.other_alert_id,
      otherTitle: row.other_title ?? 'an alert that is gone',
      score: row.score,
      threshold: row.threshold,
      terms: row.terms.map((term) => ({ ...term, name: named.get(term.entityId) ?? term.name })),
      bonuses: row.bonuses,
      rule: row.rule,
      at: row.at.toISOString(),
    });
    byAlert.set(row.alert_id, list);
  }
  return byAlert;
}

/** What entities are called now: a link keeps the name by which they were mentioned. */
async function entityNames(actor: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await prisma().entity.findMany({
    where: { tenantId: actor.tenantId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
