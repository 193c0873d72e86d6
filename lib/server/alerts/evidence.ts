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
}

/** Entities of some alerts, by alert, the ones that matter most first. */
export async function evidenceOf(
  actor: Actor,
  alertIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AlertEntityView[]>> {
  if (alertIds.length === 0) return new Map();
  const rows = await prisma().$queryRaw<EvidenceSqlRow[]>`
    SELECT e.alert_id, e.entity_id, e.type, e.name, e.role, e.verdict, e.remediation, e.prevalence, e.baseline_days, n.hub_pin
    FROM alert_evidence e LEFT JOIN entity n ON n.tenant_id = e.tenant_id AND n.id = e.entity_id
    WHERE e.tenant_id = ${actor.tenantId} AND e.alert_id = ANY(${[...alertIds]}::text[])
    ORDER BY e.alert_id, array_position(ARRAY['compromised','attacker','attacked','created','source'], e.role), e.name`;
  const byAlert = new Map<string, AlertEntityView[]>();
  for (const row of rows) {
    const list = byAlert.get(row.alert_id) ?? [];
    list.push({
      entityId: row.entity_id,
      type: row.type,
      name: row.name,
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
    LEFT JOIN alert o ON o.tenant_id = l.tenant_id AND o.id = l.other_alert_id
    WHERE l.tenant_id = ${actor.tenantId} AND l.alert_id = ANY(${ids}::text[])
    ORDER BY l.alert_id, l.score DESC, l.other_alert_id`;
  const byAlert = new Map<string, LinkView[]>();
  for (const row of rows) {
    const list = byAlert.get(row.alert_id) ?? [];
    list.push({
      otherAlertId: row.other_alert_id,
      otherTitle: row.other_title ?? 'an alert that is gone',
      score: row.score,
      threshold: row.threshold,
      terms: row.terms,
      bonuses: row.bonuses,
      rule: row.rule,
      at: row.at.toISOString(),
    });
    byAlert.set(row.alert_id, list);
  }
  return byAlert;
}
