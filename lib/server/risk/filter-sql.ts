import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { RISK_LEVELS, RISK_STATES } from '@/lib/domain/risk';
import type {
  RiskDetectionFacet,
  RiskDetectionFilter,
  RiskySignInFacet,
  RiskySignInFilter,
  RiskyUserFacet,
  RiskyUserFilter,
} from '@/lib/domain/views/risk';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { beginPattern, matchingEntities, wordsOf } from '@/lib/server/incidents/filter-sql';
import {
  among,
  type FacetColumns,
  facetConditions,
  groupConditions,
  likePattern,
} from '@/lib/server/lists/conditions';
import { timeCondition } from '@/lib/server/time-condition';

const value = (sql: Prisma.Sql, values?: readonly string[]) =>
  ({ kind: 'value', sql, ...(values ? { values } : {}) }) as const;
const clean = (text: string): string => text.replaceAll('\u0000', '').trim();

export const USER_FACET_SQL: FacetColumns<RiskyUserFacet> = {
  level: value(Prisma.sql`r.risk_level`),
  state: value(Prisma.sql`r.risk_state`),
  detail: value(Prisma.sql`r.risk_detail`),
};

/** Everything that decides which risky users a filter matches. */
export function matchingUsers(actor: Actor, filter: RiskyUserFilter): Prisma.Sql {
  const text = clean(filter.text);
  return Prisma.join(
    [
      Prisma.sql`r.tenant_id = ${actor.tenantId}`,
      ...facetConditions(actor, USER_FACET_SQL, filter),
      ...timeCondition(Prisma.sql`r.last_updated`, filter.updated, Date.now()),
      ...groupConditions(USER_FACET_SQL, filter.within),
      ...(text === '' ? [] : [among(Prisma.sql`r.id`, accountsCalled(actor, text))]),
    ],
    ' AND ',
  );
}

/** Accounts by words of the name, or by the beginning of an identifier. */
const accountsCalled = (actor: Actor, text: string): Prisma.Sql => Prisma.sql`
  SELECT n.id FROM entity n
  WHERE n.type = 'account' AND throughline_words(n.tenant_id, n.name) @@ ${wordsOf(actor, text)}
  UNION SELECT x.entity_id FROM entity_identifier x
  WHERE x.tenant_id = ${actor.tenantId} AND x.type = 'account' AND x.value LIKE ${beginPattern(text)}`;

export const DETECTION_FACET_SQL: FacetColumns<RiskDetectionFacet> = {
  type: value(Prisma.sql`d.risk_event_type`),
  level: value(Prisma.sql`d.risk_level`, RISK_LEVELS),
  state: value(Prisma.sql`d.risk_state`, RISK_STATES),
  timing: value(Prisma.sql`d.timing`),
  activity: value(Prisma.sql`d.activity`),
  source: value(Prisma.sql`d.source`),
  country: value(Prisma.sql`coalesce(d.location ->> 'country', 'none')`),
};

/** Everything that decides which risk detections a filter matches. */
export function matchingDetections(actor: Actor, filter: RiskDetectionFilter): Prisma.Sql {
  const now = Date.now();
  const text = clean(filter.text);
  return Prisma.join(
    [
      Prisma.sql`d.tenant_id = ${actor.tenantId}`,
      ...facetConditions(actor, DETECTION_FACET_SQL, filter),
      ...timeCondition(Prisma.sql`d.activity_at`, filter.range, now),
      ...timeCondition(Prisma.sql`d.detected_at`, filter.detected, now),
      ...groupConditions(DETECTION_FACET_SQL, filter.within),
      ...(text === ''
        ? []
        : [
            Prisma.sql`(d.ip_address = ${text} OR ${among(Prisma.sql`d.user_id`, matchingEntities(actor, text))})`,
          ]),
    ],
    ' AND ',
  );
}

export const SIGN_IN_FACET_SQL: FacetColumns<RiskySignInFacet> = {
  state: value(Prisma.sql`s.risk_state`, RISK_STATES),
  level: value(Prisma.sql`s.level_aggregated`),
  during: value(Prisma.sql`s.level_during`),
  type: { kind: 'list', sql: Prisma.sql`coalesce(s.risk_event_types, '{}')` },
  app: value(Prisma.sql`coalesce(s.app, 'none')`),
  country: value(Prisma.sql`coalesce(s.location ->> 'country', 'none')`),
};

/** Everything that decides which risky sign-ins a filter matches. */
export function matchingSignIns(actor: Actor, filter: RiskySignInFilter): Prisma.Sql {
  const text = clean(filter.text);
  return Prisma.join(
    [
      Prisma.sql`s.tenant_id = ${actor.tenantId}`,
      ...facetConditions(actor, SIGN_IN_FACET_SQL, filter),
      ...timeCondition(Prisma.sql`s.at`, filter.range, Date.now()),
      ...groupConditions(SIGN_IN_FACET_SQL, filter.within),
      ...(text === '' ? [] : [signInText(actor, text)]),
    ],
    ' AND ',
  );
}

const signInText = (actor: Actor, text: string): Prisma.Sql =>
  Prisma.sql`(s.ip_address = ${text} OR s.app ILIKE ${likePattern(text)}
    OR s.location ->> 'city' ILIKE ${likePattern(text)} OR s.location ->> 'country' = ${text.toUpperCase()}
    OR s.user_id IN (${matchingEntities(actor, text)}))`;
