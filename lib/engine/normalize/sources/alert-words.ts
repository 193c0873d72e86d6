import { type AlertStatus, SERVICE_SOURCES, type ServiceSource } from '@/lib/domain/alert';
import type { EvidenceRole, EvidenceVerdict } from '@/lib/domain/entity';
import { EVIDENCE_ROLES, EVIDENCE_VERDICTS } from '@/lib/domain/entity';
import type { Severity } from '@/lib/domain/severity';
import { lower, words } from '../fields';

const SEVERITY_WORDS: Readonly<Record<string, Severity>> = {
  high: 'high',
  critical: 'high',
  medium: 'medium',
  low: 'low',
  informational: 'informational',
  information: 'informational',
  unknown: 'informational',
};

export const severityOf = (value: unknown): Severity => SEVERITY_WORDS[lower(value) ?? ''] ?? 'medium';

export function alertStatusOf(value: unknown): AlertStatus {
  const word = lower(value)?.replace(/\s/g, '') ?? '';
  if (word === 'new' || word === 'active') return 'new';
  if (word === 'inprogress') return 'inProgress';
  return word === 'resolved' || word === 'dismissed' || word === 'closed' ? 'resolved' : 'unknown';
}

/** Product and provider names, as SecurityAlert and AlertInfo write them, by what they contain. */
const PRODUCTS: readonly (readonly [RegExp, ServiceSource])[] = [
  [/identity protection|^ipc$/i, 'azureAdIdentityProtection'],
  [/defender for endpoint|advanced threat protection$|^mdatp$|defender atp/i, 'microsoftDefenderForEndpoint'],
  [
    /defender for identity|azure advanced threat protection|^azure ?atp$|^aatp$/i,
    'microsoftDefenderForIdentity',
  ],
  [/cloud app security|defender for cloud apps|^mcas$|^oatppp$/i, 'microsoftDefenderForCloudApps'],
  [/defender for office|office 365|^oatp$/i, 'microsoftDefenderForOffice365'],
  [
    /security center|defender for cloud|azure defender|^detection(?:-|$)|^asc|app ?whitelisting|^mdc$|arm$/i,
    'microsoftDefenderForCloud',
  ],
  [/app governance/i, 'microsoftAppGovernance'],
  [/insider risk/i, 'microsoftInsiderRiskManagement'],
  [/data loss prevention|purview/i, 'dataLossPrevention'],
  [/defender xdr|365 defender|^m365d$|threat protection$/i, 'microsoft365Defender'],
  [/sentinel|^asi |customalertrule|alert rule/i, 'microsoftSentinel'],
];

/** The service source of the first name that tells one; `thirdParty` where none does. */
export function serviceSourceOf(...names: readonly unknown[]): ServiceSource {
  for (const name of names) {
    const word = lower(name);
    if (word === undefined) continue;
    const exact = SERVICE_SOURCES.find((source) => source.toLowerCase() === word);
    if (exact) return exact;
    const product = PRODUCTS.find(([pattern]) => pattern.test(word));
    if (product) return product[1];
  }
  return 'thirdParty';
}

/** ATT&CK technique ids inside texts such as `["Rundll32 (T1218.011)"]`. */
export function techniquesOf(...values: readonly unknown[]): readonly string[] {
  const found = values
    .flatMap((value) => words(value))
    .flatMap((word) => word.toUpperCase().match(/\bT\d{4}(?:\.\d{3})?\b/g) ?? []);
  return [...new Set(found)];
}

/** Graph's evidence roles, and the words that Defender's hunting tables use for them. */
const ROLE_WORDS: Readonly<Record<string, EvidenceRole>> = { impacted: 'attacked', related: 'contextual' };

export function roleOf(value: unknown): EvidenceRole {
  const word = lower(value) ?? '';
  return EVIDENCE_ROLES.find((role) => role.toLowerCase() === word) ?? ROLE_WORDS[word] ?? 'unknown';
}

export const verdictOf = (value: unknown): EvidenceVerdict =>
  EVIDENCE_VERDICTS.find((verdict) => verdict.toLowerCase() === lower(value)) ?? 'unknown';
