import 'server-only';
import type { RISK_LEVELS } from '@/lib/domain/risk';
import type {
  ListedDetection,
  RiskDetectionFilter,
  RiskySignInFilter,
  RiskySignInRow,
  RiskyUserFilter,
  RiskyUserRow,
} from '@/lib/domain/views/risk';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { ONE_LANE, scaleLanes } from '@/lib/server/lists/order';
import { listReader } from '@/lib/server/lists/reader';
import {
  DETECTION_FACET_SQL,
  matchingDetections,
  matchingSignIns,
  matchingUsers,
  SIGN_IN_FACET_SQL,
  USER_FACET_SQL,
} from './filter-sql';
import {
  DETECTION_COLUMNS,
  type DetectionSqlRow,
  OWNER_COLUMNS,
  type OwnerColumns,
  ownerJoin,
  type RiskyUserSqlRow,
  SIGN_IN_COLUMNS,
  type SignInSqlRow,
  toDetectionRow,
  toOwner,
  toRiskyUserRow,
  toSignInRow,
  USER_COLUMNS,
} from './rows';

const HIGHEST_FIRST = [
  'high',
  'medium',
  'low',
  'hidden',
  'none',
] as const satisfies (typeof RISK_LEVELS)[number][];

/** Users at risk. */
export const riskyUserList = listReader<RiskyUserFilter, RiskyUserRow>({
  table: Prisma.sql`risky_user r`,
  t: Prisma.sql`r`,
  columns: USER_COLUMNS,
  joined: ({ tenantId }) => ({
    columns: Prisma.sql`${OWNER_COLUMNS}, (SELECT count(*)::int FROM risk_detection d WHERE d.tenant_id = ${tenantId}
      AND d.user_id = r.id AND d.risk_state IN ('atRisk', 'confirmedCompromised')) AS open_detections`,
    joins: ownerJoin(tenantId, Prisma.sql`r.id`),
  }),
  visible: ({ tenantId }) => Prisma.sql`r.tenant_id = ${tenantId}`,
  matching: matchingUsers,
  order: (filter) => ({
    key: Prisma.sql`r.last_updated`,
    isNumber: false,
    direction: filter.direction,
    ...(filter.sort === 'level' ? scaleLanes(Prisma.sql`r.risk_level`, HIGHEST_FIRST) : ONE_LANE),
  }),
  facets: USER_FACET_SQL,
  stamp: Prisma.sql`r.version::text`,
  // A user is in it from the first change on: what changed may be new.
  since: { created: Prisma.sql`'-infinity'::timestamptz`, changed: Prisma.sql`r.last_updated` },
  toRow: (row: RiskyUserSqlRow) => toRiskyUserRow(row),
});

/** Risk detections of all users. */
export const riskDetectionList = listReader<RiskDetectionFilter, ListedDetection>({
  table: Prisma.sql`risk_detection d`,
  t: Prisma.sql`d`,
  columns: DETECTION_COLUMNS,
  joined: ({ tenantId }) => ({
    columns: OWNER_COLUMNS,
    joins: ownerJoin(tenantId, Prisma.sql`d.user_id`),
  }),
  visible: ({ tenantId }) => Prisma.sql`d.tenant_id = ${tenantId}`,
  matching: matchingDetections,
  order: ({ direction }) => ({
    key: Prisma.sql`d.activity_at`,
    isNumber: false,
    direction,
    ...ONE_LANE,
  }),
  facets: DETECTION_FACET_SQL,
  stamp: Prisma.sql`d.risk_state || '.' || d.risk_level || '.' || d.risk_detail`,
  since: { created: Prisma.sql`d.detected_at`, changed: Prisma.sql`d.updated_at` },
  toRow: (row: DetectionSqlRow & OwnerColumns) => ({
    ...toDetectionRow(row),
    user: toOwner(row.user_id, row),
  }),
});

/** Risky sign-ins of all users. */
export const riskySignInList = listReader<RiskySignInFilter, RiskySignInRow>({
  table: Prisma.sql`risky_sign_in s`,
  t: Prisma.sql`s`,
  columns: SIGN_IN_COLUMNS,
  joined: ({ tenantId }) => ({
    columns: OWNER_COLUMNS,
    joins: ownerJoin(tenantId, Prisma.sql`s.user_id`),
  }),
  visible: ({ tenantId }) => Prisma.sql`s.tenant_id = ${tenantId}`,
  matching: matchingSignIns,
  order: ({ direction }) => ({ key: Prisma.sql`s.at`, isNumber: false, direction, ...ONE_LANE }),
  facets: SIGN_IN_FACET_SQL,
  stamp: Prisma.sql`s.risk_state || '.' || s.level_aggregated || '.' || s.risk_detail`,
  since: null,
  toRow: (row: SignInSqlRow & OwnerColumns) => toSignInRow(row),
});
