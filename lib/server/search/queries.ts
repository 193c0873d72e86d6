import 'server-only';
import type { IncidentStatus } from '@/lib/domain/incident';
import type { Actor } from '@/lib/domain/permissions';
import type { Severity } from '@/lib/domain/severity';
import {
  type AlertHit,
  ENTITY_GROUPS,
  type EntityHit,
  type IncidentHit,
  isSearchable,
  NOTHING_FOUND,
  type SearchResult,
} from '@/lib/domain/views/search';
import { visibleAlerts } from '@/lib/server/alerts/filter-sql';
import { can } from '@/lib/server/authz/authorize';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { visibleIncidents } from '@/lib/server/incidents/filter-sql';

/** A common word is found among the latest at once; a rare one has few rows in the index. Neither passes over all. */
const LATEST = 300;
const CANDIDATES = 400;
const MAX_TEXT = 200;

/**
 * Incidents by number and name, alerts by title and id, entities by name and identifier: what the actor may see of them,
 * `size` of each kind at most.
 */
export async function search(actor: Actor, text: string, size = 6): Promise<SearchResult> {
  const clean = text.replaceAll('\u0000', '').trim().slice(0, MAX_TEXT);
  if (!isSearchable(clean)) return NOTHING_FOUND;
  const mayIncidents = can(actor, 'incident:read');
  const [incidents, alerts, entities] = await Promise.all([
    mayIncidents ? findIncidents(actor, clean, size) : [],
    mayIncidents ? findAlerts(actor, clean, size) : [],
    can(actor, 'entity:read') ? findEntities(actor, clean, size) : [],
  ]);
  return { incidents, alerts, entities };
}

const wordsOf = (actor: Actor, text: string): Prisma.Sql =>
  Prisma.sql`throughline_words_query(${actor.tenantId}, ${text})`;

async function findIncidents(actor: Actor, text: string, size: number): Promise<readonly IncidentHit[]> {
  const number = /^#?\d{1,9}$/.test(text) ? Number(text.replace('#', '')) : -1;
  // Who writes `#42` means the number and nothing else.
  const words = text.startsWith('#') && number >= 0 ? Prisma.sql`NULL::tsquery` : wordsOf(actor, text);
  return prisma().$queryRaw<{ number: number; name: string; severity: Severity; status: IncidentStatus }[]>`
    SELECT i.number, i.display_name AS name, i.severity, i.status FROM (
      (SELECT i.* FROM incident i WHERE ${visibleIncidents(actor)} AND i.number = ${number})
      UNION ALL
      (SELECT i.* FROM incident i WHERE ${visibleIncidents(actor)} AND i.number <> ${number}
         AND throughline_words(i.tenant_id, i.display_name) @@ ${words} LIMIT ${CANDIDATES})
    ) i ORDER BY (i.number = ${number}) DESC, (i.status NOT IN ('resolved', 'redirected')) DESC, i.updated_at DESC
    LIMIT ${size}`;
}

async function findAlerts(actor: Actor, text: string, size: number): Promise<readonly AlertHit[]> {
  const columns = Prisma.sql`a.id, a.title, a.severity, a.status, a.last_activity`;
  const matches = Prisma.sql`throughline_words(${actor.tenantId}, a.title) @@ ${wordsOf(actor, text)}`;
  const latest = await prisma().$queryRaw<AlertHit[]>`
    SELECT ${columns} FROM (SELECT ${columns} FROM alert a WHERE ${visibleAlerts(actor)}
      ORDER BY a.created_at DESC, a.id LIMIT ${LATEST}) a WHERE ${matches} LIMIT ${size}`;
  if (latest.length >= size) return latest.map(toAlertHit);
  const rows = await prisma().$queryRaw<AlertHit[]>`
    SELECT ${columns} FROM (
      (SELECT ${columns} FROM alert a WHERE ${visibleAlerts(actor)} AND a.id = ${text})
      UNION
      (SELECT ${columns} FROM alert a WHERE ${visibleAlerts(actor)}
         AND throughline_words(a.tenant_id, a.title) @@ ${wordsOf(actor, text)} LIMIT ${CANDIDATES})
    ) a ORDER BY (a.id = ${text}) DESC, a.last_activity DESC LIMIT ${size}`;
  return rows.map(toAlertHit);
}

const toAlertHit = ({ id, title, severity, status }: AlertHit): AlertHit => ({ id, title, severity, status });

/** A pattern for LIKE that finds what begins with a text, its own wildcards taken literally. */
const begins = (text: string): string => `${text.toLowerCase().replace(/[\\%_]/g, (c) => `\\${c}`)}%`;

async function findEntities(actor: Actor, text: string, size: number): Promise<readonly EntityHit[]> {
  const pattern = begins(text);
  const groups = ENTITY_GROUPS.map(
    ({ types }, index) => Prisma.sql`WHEN n.type IN (${Prisma.join([...types])}) THEN ${index}::int`,
  );
  return prisma().$queryRaw<EntityHit[]>`
    WITH found AS (
      SELECT id, min(matched) AS matched FROM (
        (SELECT d.entity_id AS id, d.value AS matched FROM entity_identifier d
           WHERE d.tenant_id = ${actor.tenantId} AND d.value LIKE ${pattern} LIMIT ${CANDIDATES})
        UNION ALL
        (SELECT n.id, NULL FROM entity n WHERE n.tenant_id = ${actor.tenantId}
           AND left(lower(n.name), 200) LIKE ${pattern} LIMIT ${CANDIDATES})
        UNION ALL
        (SELECT n.id, NULL FROM entity n WHERE n.type IN ('account', 'host', 'mailbox', 'mailMessage', 'cloudApplication',
             'oauthApplication', 'servicePrincipal', 'securityGroup')
           AND throughline_words(n.tenant_id, n.name) @@ ${wordsOf(actor, text)} LIMIT ${CANDIDATES})
      ) c GROUP BY id
    ), ranked AS (
      SELECT n.id, n.type, n.name, CASE WHEN f.matched = lower(n.name) THEN NULL ELSE f.matched END AS matched,
        row_number() OVER (PARTITION BY CASE ${Prisma.join(groups, ' ')} END
          ORDER BY (coalesce(f.matched, '') = ${text.toLowerCase()} OR lower(n.name) = ${text.toLowerCase()}) DESC,
            n.last_seen DESC, n.id) AS place
      FROM found f JOIN entity n ON n.tenant_id = ${actor.tenantId} AND n.id = f.id AND n.merged_into IS NULL
    )
    SELECT r.id, r.type, r.name, coalesce(r.matched, (SELECT d.value FROM entity_identifier d
        WHERE d.tenant_id = ${actor.tenantId} AND d.entity_id = r.id AND d.value <> lower(r.name)
          AND d.kind IN ('upn', 'mail', 'ntAccount', 'fqdn', 'mailboxAddress', 'appId')
        ORDER BY array_position(ARRAY['upn', 'mail', 'ntAccount', 'fqdn', 'mailboxAddress', 'appId'], d.kind), d.value
        LIMIT 1)) AS matched
    FROM ranked r WHERE r.place <= ${size} ORDER BY r.place`;
}
