import 'server-only';
import type { EntityType, EvidenceRole, Identifier, IdentifierKind } from '@/lib/domain/entity';
import type { ConditionOfferView } from '@/lib/domain/views/exclusion';
import { proposeConditions } from '@/lib/engine/detection/exclusion-proposal';
import { Prisma } from '@/lib/server/generated/prisma/client';

/** A database, or a transaction in it. */
export type Reader = Pick<Prisma.TransactionClient, '$queryRaw'>;

/** The alert that an exclusion is made from. */
export interface OfferedAlert {
  readonly id: string;
  readonly origin: string;
  readonly detectorId: string;
  readonly title: string;
  readonly historical: boolean;
  readonly lastActivity: Date;
  readonly offers: readonly ConditionOfferView[];
}

interface AlertSqlRow {
  readonly id: string;
  readonly origin: string;
  readonly detector_id: string;
  readonly title: string;
  readonly count: number;
  readonly historical: boolean;
  readonly last_activity: Date;
}

interface EvidenceSqlRow {
  readonly entity_id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
  readonly props: Readonly<Record<string, unknown>>;
}

/** Entities of an alert that are offered; a crowd is not what an exclusion is about. */
const MAX_EVIDENCE = 60;
const MAX_IDENTIFIERS = 40;

/** What an exclusion made from an alert may be about. */
export async function offersOf(db: Reader, tenantId: string, alertId: string): Promise<OfferedAlert | null> {
  const [alert] = await db.$queryRaw<AlertSqlRow[]>`
    SELECT id, origin, detector_id, title, count, historical, last_activity FROM alert
    WHERE tenant_id = ${tenantId} AND id = ${alertId} AND visible`;
  if (alert === undefined) return null;
  const evidence = await db.$queryRaw<EvidenceSqlRow[]>`
    SELECT entity_id, type, name, role, props FROM alert_evidence
    WHERE tenant_id = ${tenantId} AND alert_id = ${alertId}
    ORDER BY array_position(ARRAY['compromised','attacker','suspicious','source','attacked'], role), type, name
    LIMIT ${MAX_EVIDENCE}`;
  const identifiers = await identifiersOf(
    db,
    tenantId,
    evidence.map((item) => item.entity_id),
  );
  const offers = proposeConditions({
    detectorId: alert.detector_id,
    title: alert.title,
    count: alert.count,
    evidence: evidence.map((item) => ({
      entityId: item.entity_id,
      type: item.type,
      name: item.name,
      role: item.role,
      props: item.props,
      identifiers: identifiers.get(item.entity_id) ?? [],
    })),
  });
  return {
    id: alert.id,
    origin: alert.origin,
    detectorId: alert.detector_id,
    title: alert.title,
    historical: alert.historical,
    lastActivity: alert.last_activity,
    offers,
  };
}

async function identifiersOf(
  db: Reader,
  tenantId: string,
  entityIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Identifier[]>> {
  if (entityIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ entity_id: string; kind: IdentifierKind; value: string }[]>(Prisma.sql`
    SELECT entity_id, kind, value FROM entity_identifier
    WHERE tenant_id = ${tenantId} AND entity_id = ANY(${[...entityIds]}::text[]) ORDER BY entity_id, kind, value`);
  const found = new Map<string, Identifier[]>();
  for (const { entity_id, kind, value } of rows) {
    const list = found.get(entity_id) ?? [];
    if (list.length < MAX_IDENTIFIERS) list.push({ kind, value });
    found.set(entity_id, list);
  }
  return found;
}
