import 'server-only';
import type { EvidenceVerdict } from '@/lib/domain/entity';
import type { VerdictInput } from '@/lib/domain/evidence';
import type { Actor } from '@/lib/domain/permissions';
import { VERDICT_LABEL } from '@/lib/domain/views/labels';
import { command } from '@/lib/server/command';
import { AppError } from '@/lib/server/errors';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { lockIncidents } from './lock';

/** Verdicts, the worst first. */
export const VERDICT_ORDER = Prisma.sql`ARRAY['malicious','suspicious','noThreatsFound','unknown']`;

/** One verdict over the evidence of one entity: a person's word, else the worst that a detection gave. */
const VERDICT = Prisma.sql`coalesce(min(e.verdict) FILTER (WHERE e.verdict_by IS NOT NULL),
  (${VERDICT_ORDER})[min(coalesce(array_position(${VERDICT_ORDER}, e.verdict), 4))])`;

/** Judges an entity as evidence of an incident: for all of its alerts, and no detection says otherwise any more. */
export function setVerdict(
  actor: Actor,
  requestId: string | null,
  input: VerdictInput,
): Promise<{ readonly verdict: EvidenceVerdict }> {
  return command(actor, 'incident:write', requestId, async ({ tx, audit, publish, ...context }) => {
    const { tenantId } = actor;
    const incident = (await lockIncidents({ ...context, tx, audit, publish }, [input.incidentId])).get(
      input.incidentId,
    );
    const [now] = await tx.$queryRaw<{ verdict: EvidenceVerdict; name: string; by: string | null }[]>`
      SELECT ${VERDICT} AS verdict, coalesce(min(n.name), min(e.name)) AS name, max(e.verdict_by) AS by
      FROM alert a JOIN alert_evidence e ON e.tenant_id = a.tenant_id AND e.alert_id = a.id
      LEFT JOIN entity n ON n.tenant_id = e.tenant_id AND n.id = e.entity_id
      WHERE a.tenant_id = ${tenantId} AND a.incident_id = ${input.incidentId} AND e.entity_id = ${input.entityId}
      GROUP BY e.entity_id`;
    if (incident === undefined || now === undefined) {
      throw new AppError('notFound', `no evidence ${input.entityId} of incident ${input.incidentId}`);
    }
    if (now.verdict !== input.seen) {
      throw new AppError('conflict', 'another verdict was given meanwhile', {
        userText: `Not saved: ${now.by ?? 'a detection'} says “${VERDICT_LABEL[now.verdict]}” now. Look again, then repeat your change.`,
      });
    }
    if (now.verdict === input.verdict && now.by !== null) return { verdict: input.verdict };
    await tx.$executeRaw`
      UPDATE alert_evidence e SET verdict = ${input.verdict}, verdict_by = ${actor.name} FROM alert a
      WHERE a.tenant_id = ${tenantId} AND a.incident_id = ${input.incidentId}
        AND e.tenant_id = ${tenantId} AND e.alert_id = a.id AND e.entity_id = ${input.entityId}`;
    audit({
      action: 'evidence.verdict',
      target: { type: 'incident', id: incident.id },
      changes: [{ field: `verdict of ${now.name}`, from: now.verdict, to: input.verdict }],
    });
    publish({
      type: 'incident.updated',
      targetId: incident.id,
      payload: { id: incident.id, number: incident.number, action: 'evidence.verdict' },
      quiet: incident.historical,
    });
    return { verdict: input.verdict };
  });
}
