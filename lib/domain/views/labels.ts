import type { AlertStatus, Classification, Determination, Domain, ServiceSource, Tactic } from '../alert';
import type { EntityType, EvidenceVerdict } from '../entity';
import type { IncidentStatus } from '../incident';
import type { RiskLevel, RiskState } from '../risk';
import type { Severity } from '../severity';
import type { FacetRange } from './facet';
import type { HistoryMode } from './filter';
import type { IncidentFacet, IncidentSort } from './incident';

/** The words of the portal for members of enums. Each table is total: a new member without a word does not compile. */
export const SEVERITY_LABEL = {
  informational: 'Informational',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
} as const satisfies Record<Severity, string>;

export const INCIDENT_STATUS_LABEL = {
  active: 'Active',
  inProgress: 'In progress',
  awaitingAction: 'Awaiting action',
  resolved: 'Resolved',
  redirected: 'Merged',
} as const satisfies Record<IncidentStatus, string>;

export const ALERT_STATUS_LABEL = {
  new: 'New',
  inProgress: 'In progress',
  resolved: 'Resolved',
  unknown: 'Unknown',
} as const satisfies Record<AlertStatus, string>;

export const CLASSIFICATION_LABEL = {
  unknown: 'Not set',
  truePositive: 'True positive',
  informationalExpectedActivity: 'Informational, expected activity',
  falsePositive: 'False positive',
} as const satisfies Record<Classification, string>;

export const DETERMINATION_LABEL = {
  unknown: 'Not set',
  multiStagedAttack: 'Multi-staged attack',
  maliciousUserActivity: 'Malicious user activity',
  compromisedAccount: 'Compromised account',
  malware: 'Malware',
  phishing: 'Phishing',
  unwantedSoftware: 'Unwanted software',
  securityTesting: 'Security testing',
  lineOfBusinessApplication: 'Line-of-business application',
  confirmedActivity: 'Confirmed activity',
  notMalicious: 'Not malicious',
  notEnoughDataToValidate: 'Not enough data to validate',
  other: 'Other',
} as const satisfies Record<Determination, string>;

export const SOURCE_LABEL = {
  azureAdIdentityProtection: 'Entra ID Protection',
  microsoftDefenderForEndpoint: 'Defender for Endpoint',
  microsoftDefenderForIdentity: 'Defender for Identity',
  microsoftDefenderForCloudApps: 'Defender for Cloud Apps',
  microsoftDefenderForOffice365: 'Defender for Office 365',
  microsoftDefenderForCloud: 'Defender for Cloud',
  microsoft365Defender: 'Defender XDR',
  microsoftAppGovernance: 'App governance',
  microsoftSentinel: 'Microsoft Sentinel',
  dataLossPrevention: 'Data loss prevention',
  microsoftInsiderRiskManagement: 'Insider risk management',
  microsoftThreatIntelligence: 'Threat intelligence',
  thirdParty: 'Third party',
  throughline: 'Throughline',
} as const satisfies Record<ServiceSource, string>;

export const DOMAIN_LABEL = {
  identity: 'Identity',
  endpoint: 'Endpoint',
  email: 'E-mail',
  cloudApp: 'Cloud apps',
  cloudInfrastructure: 'Cloud infrastructure',
} as const satisfies Record<Domain, string>;

export const TACTIC_LABEL = {
  Reconnaissance: 'Reconnaissance',
  ResourceDevelopment: 'Resource development',
  InitialAccess: 'Initial access',
  Execution: 'Execution',
  Persistence: 'Persistence',
  PrivilegeEscalation: 'Privilege escalation',
  DefenseEvasion: 'Defense evasion',
  CredentialAccess: 'Credential access',
  Discovery: 'Discovery',
  LateralMovement: 'Lateral movement',
  Collection: 'Collection',
  CommandAndControl: 'Command and control',
  Exfiltration: 'Exfiltration',
  Impact: 'Impact',
} as const satisfies Record<Tactic, string>;

export const ENTITY_TYPE_LABEL = {
  account: 'Account',
  host: 'Device',
  ip: 'IP address',
  mailbox: 'Mailbox',
  mailMessage: 'Message',
  url: 'URL',
  domain: 'Domain',
  file: 'File',
  fileHash: 'File hash',
  process: 'Process',
  cloudApplication: 'Cloud application',
  oauthApplication: 'OAuth application',
  servicePrincipal: 'Service principal',
  securityGroup: 'Group',
  azureResource: 'Azure resource',
  registryKey: 'Registry key',
} as const satisfies Record<EntityType, string>;

export const VERDICT_LABEL = {
  unknown: 'Unknown',
  suspicious: 'Suspicious',
  malicious: 'Malicious',
  noThreatsFound: 'No threats found',
} as const satisfies Record<EvidenceVerdict, string>;

export const RISK_LEVEL_LABEL = {
  none: 'None',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  hidden: 'Hidden',
} as const satisfies Record<RiskLevel, string>;

export const RISK_STATE_LABEL = {
  none: 'None',
  atRisk: 'At risk',
  confirmedCompromised: 'Confirmed compromised',
  confirmedSafe: 'Confirmed safe',
  dismissed: 'Dismissed',
  remediated: 'Remediated',
} as const satisfies Record<RiskState, string>;

export const RANGE_LABEL = {
  '1d': 'Last day',
  '3d': 'Last 3 days',
  '7d': 'Last week',
  '30d': 'Last 30 days',
} as const satisfies Record<FacetRange, string>;

export const HISTORY_LABEL = {
  live: 'Live only',
  historical: 'Historical only',
  all: 'Live and historical',
} as const satisfies Record<HistoryMode, string>;

export const INCIDENT_SORT_LABEL = {
  updated: 'Last update',
  created: 'Created',
  priority: 'Priority',
  severity: 'Severity',
  activity: 'Last activity',
  alerts: 'Number of alerts',
} as const satisfies Record<IncidentSort, string>;

export const INCIDENT_FACET_LABEL = {
  status: 'Status',
  severity: 'Severity',
  assignee: 'Assigned to',
  classification: 'Classification',
  determination: 'Determination',
  tag: 'Tag',
  source: 'Service source',
  domain: 'Domain',
  tactic: 'Tactic',
  technique: 'Technique',
} as const satisfies Record<IncidentFacet, string>;

/** Fields of a change whose values are words of a fixed list. */
const WORDS = new Set([
  'status',
  'classification',
  'determination',
  'severity',
  'riskLevel',
  'riskState',
  'riskDetail',
  'detection',
  'verdict',
]);

/** What changed, for people; of evidence its own name stays as it is. */
export const fieldName = (field: string): string =>
  FIELD_NAMES[field] ?? (field.startsWith('verdict of ') ? field.replace(/^v/, 'V') : humanize(field));

/** Fields whose page calls them otherwise. */
const FIELD_NAMES: Readonly<Record<string, string>> = { customTags: 'Tags', displayName: 'Name' };

/** A value of a changed field, for people. */
export const changedValue = (field: string, value: string | null): string =>
  value === null ? 'not set' : WORDS.has(field.split(' ')[0] ?? '') ? humanize(value) : wordsOf(value);

/** A list of words as it would be written; anything else as it is. */
function wordsOf(value: string): string {
  if (!value.startsWith('[')) return value;
  try {
    const list: unknown = JSON.parse(value);
    if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) return value;
    return list.join(', ') || 'none';
  } catch {
    return value;
  }
}

/** Short forms that stay in capitals. */
const SHORT = /^(aad|aws|dns|fqdn|guid|id|ip|mcas|mde|mfa|nt|os|puid|sid|upn|url|vm)$/i;

/** `adminConfirmedUserCompromised` → `Admin confirmed user compromised`, for open sets such as detection types. */
export function humanize(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .map((word) =>
      /^[A-Z\d]{2,}$/.test(word) ? word : SHORT.test(word) ? word.toUpperCase() : word.toLowerCase(),
    );
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
