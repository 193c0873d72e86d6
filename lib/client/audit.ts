import { createLoader, createSerializer, type inferParserType, parseAsString } from 'nuqs/server';

const auditParsers = {
  who: parseAsString.withDefault(''),
  action: parseAsString.withDefault(''),
  target: parseAsString.withDefault(''),
  /** `7d`, or `from..to` in UTC. */
  range: parseAsString.withDefault('all'),
  before: parseAsString.withDefault(''),
} as const;

export type AuditParams = inferParserType<typeof auditParsers>;

export const loadAuditParams = createLoader(auditParsers);

const serialize = createSerializer(auditParsers);

/** Address of the audit log with these filters. */
export const auditHref = (params: Partial<AuditParams>): string => `/settings/audit${serialize(params)}`;
