import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { RANGES } from '@/lib/domain/views/filter';

const auditParsers = {
  who: parseAsString.withDefault(''),
  action: parseAsString.withDefault(''),
  target: parseAsString.withDefault(''),
  range: parseAsStringLiteral(RANGES).withDefault('all'),
  before: parseAsString.withDefault(''),
} as const;

export type AuditParams = inferParserType<typeof auditParsers>;

export const loadAuditParams = createLoader(auditParsers);

const serialize = createSerializer(auditParsers);

/** Address of the audit log with these filters. */
export const auditHref = (params: Partial<AuditParams>): string => `/settings/audit${serialize(params)}`;
