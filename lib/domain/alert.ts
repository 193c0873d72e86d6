import type { EvidenceItem } from './entity';
import type { RiskActivity, RiskDetectionTiming, RiskEventType, RiskLevel } from './risk';
import type { Severity } from './severity';

/** Alert status, Graph `microsoft.graph.security.alertStatus`. */
export const ALERT_STATUSES = ['new', 'inProgress', 'resolved', 'unknown'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** Graph `alertClassification`; `unknown` reads “Not set”. */
export const CLASSIFICATIONS = [
  'unknown',
  'truePositive',
  'informationalExpectedActivity',
  'falsePositive',
] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

/** Graph `alertDetermination` (the CSDL spelling). */
export const DETERMINATIONS = [
  'unknown',
  'multiStagedAttack',
  'maliciousUserActivity',
  'compromisedAccount',
  'malware',
  'phishing',
  'unwantedSoftware',
  'securityTesting',
  'lineOfBusinessApplication',
  'confirmedActivity',
  'notMalicious',
  'notEnoughDataToValidate',
  'other',
] as const;
export type Determination = (typeof DETERMINATIONS)[number];

/** Which determinations each classification offers (field-study A.2). */
export const DETERMINATIONS_OF = {
  unknown: [],
  truePositive: [
    'multiStagedAttack',
    'maliciousUserActivity',
    'compromisedAccount',
    'malware',
    'phishing',
    'unwantedSoftware',
    'other',
  ],
  informationalExpectedActivity: [
    'securityTesting',
    'lineOfBusinessApplication',
    'confirmedActivity',
    'other',
  ],
  falsePositive: ['notMalicious', 'notEnoughDataToValidate', 'other'],
} as const satisfies Record<Classification, readonly Determination[]>;

/** Graph `microsoft.graph.security.serviceSource`, plus `throughline` for our own detections without a counterpart. */
export const SERVICE_SOURCES = [
  'azureAdIdentityProtection',
  'microsoftDefenderForEndpoint',
  'microsoftDefenderForIdentity',
  'microsoftDefenderForCloudApps',
  'microsoftDefenderForOffice365',
  'microsoftDefenderForCloud',
  'microsoft365Defender',
  'microsoftAppGovernance',
  'microsoftSentinel',
  'dataLossPrevention',
  'microsoftInsiderRiskManagement',
  'microsoftThreatIntelligence',
  'thirdParty',
  'throughline',
] as const;
export type ServiceSource = (typeof SERVICE_SOURCES)[number];

/** The four domains a story can cross, plus the cloud control plane. */
export const DOMAINS = ['identity', 'endpoint', 'email', 'cloudApp', 'cloudInfrastructure'] as const;
export type Domain = (typeof DOMAINS)[number];

/** ATT&CK Enterprise tactics, as Defender's alert categories spell them. */
export const TACTICS = [
  'Reconnaissance',
  'ResourceDevelopment',
  'InitialAccess',
  'Execution',
  'Persistence',
  'PrivilegeEscalation',
  'DefenseEvasion',
  'CredentialAccess',
  'Discovery',
  'LateralMovement',
  'Collection',
  'CommandAndControl',
  'Exfiltration',
  'Impact',
] as const;
export type Tactic = (typeof TACTICS)[number];

/** One number or word behind a decision, printed on the page as it is. */
export interface Reason {
  readonly label: string;
  readonly value: string;
}

/** The identity-risk side of a signal: it also becomes a risk detection on the account in role compromised or attacked. */
export interface SignalRisk {
  readonly type: RiskEventType;
  readonly level: Exclude<RiskLevel, 'hidden' | 'none'>;
  readonly activity: RiskActivity;
  readonly timing: RiskDetectionTiming;
  /** Request id of the sign-in that the detection is about. */
  readonly signInId?: string;
  /** The application that was signed in to. */
  readonly app?: string;
}

/** What a detector (or a provider's alert) says: the input of “signal ≠ alert ≠ incident”. */
export interface Signal {
  readonly detectorId: string;
  /** Repeats with the same key inside `repeatWindow` extend one alert: name what makes it the same fact (account, host, rule …). */
  readonly key: string;
  /** Milliseconds within which a repeat extends; 0 = every signal with the same key is the same alert (provider alerts). */
  readonly repeatWindow: number;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly serviceSource: ServiceSource;
  readonly detectionSource: string;
  readonly domain: Domain;
  readonly tactic: Tactic;
  readonly techniques: readonly string[];
  readonly firstActivity: number;
  readonly lastActivity: number;
  readonly evidence: readonly EvidenceItem[];
  /** Rows of telemetry that made it fire; the first is the row that tipped it. */
  readonly rowIds: readonly string[];
  readonly reasons: readonly Reason[];
  readonly risk?: SignalRisk;
  /** Names of the underlying fact shared with other sources, e.g. `signin:<requestId>` or `mail:<networkMessageId>:<recipient>`. */
  readonly facts?: readonly string[];
  /** Provider alerts: the id in its source, its own status and incident. */
  readonly provider?: {
    readonly alertId: string;
    readonly incidentId?: string;
    readonly status?: AlertStatus;
    readonly productName?: string;
    readonly alertUrl?: string;
  };
}
