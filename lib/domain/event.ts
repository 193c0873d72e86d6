import type { AlertStatus, ServiceSource } from './alert';
import type { EntityMention, EvidenceItem } from './entity';
import type { RiskDetail, RiskEventType, RiskLevel, RiskState } from './risk';
import type { Severity } from './severity';
import type { TableName } from './tables';

/** Where an address is and who runs it: looked up offline on arrival, or told by the source. */
export interface GeoLocation {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country?: string;
  readonly city?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly asn?: number;
  readonly asOrganization?: string;
  /** Networks that hide their users: Tor exit, VPN or hosting provider. */
  readonly anonymizer?: 'tor' | 'vpn' | 'proxy' | 'hosting';
}

/** An image on a host as a process event tells it. Paths keep the source's case; compare in lower case. */
export interface ProcessInfo {
  readonly fileName: string;
  readonly path?: string;
  readonly commandLine?: string;
  readonly processId?: number;
  readonly creationTime?: number;
  readonly sha256?: string;
  readonly sha1?: string;
  readonly md5?: string;
  readonly integrity?: string;
  readonly signer?: string;
  readonly originalFileName?: string;
}

export interface SignInFacts {
  readonly kind: 'signIn';
  /** `interactive`, `nonInteractive` (token refresh), `servicePrincipal` or `managedIdentity`. */
  readonly mode: 'interactive' | 'nonInteractive' | 'servicePrincipal' | 'managedIdentity';
  readonly success: boolean;
  /** Entra `ResultType`; 0 = success. Other providers' failures are mapped to the nearest code where one exists. */
  readonly errorCode?: number;
  readonly failure?:
    | 'badPassword'
    | 'locked'
    | 'disabled'
    | 'unknownUser'
    | 'mfaRequired'
    | 'mfaDenied'
    | 'blocked'
    | 'interrupted'
    | 'other';
  readonly requestId?: string;
  readonly sessionId?: string;
  readonly ip?: string;
  readonly geo?: GeoLocation;
  readonly app?: string;
  readonly appId?: string;
  readonly resource?: string;
  readonly clientApp?: string;
  readonly userAgent?: string;
  readonly browser?: string;
  readonly os?: string;
  readonly deviceId?: string;
  readonly deviceName?: string;
  readonly deviceTrusted?: boolean;
  readonly mfa?: boolean;
  readonly legacyAuth?: boolean;
  readonly tokenIssuer?: string;
  /** What the provider itself thought of it. */
  readonly providerRiskTypes?: readonly RiskEventType[];
  readonly providerRiskLevel?: RiskLevel;
  readonly providerRiskState?: RiskState;
}

/** On-premises or device logon (4624/4625, DeviceLogonEvents, IdentityLogonEvents). */
export interface LogonFacts {
  readonly kind: 'logon';
  readonly success: boolean;
  readonly logonType?: string;
  readonly protocol?: string;
  readonly failure?: string;
  readonly ip?: string;
  readonly sourceHost?: string;
  readonly isLocalAdmin?: boolean;
}

/** A change to the directory (AuditLogs, IdentityDirectoryEvents): users, applications, consents, policies, password resets. */
export interface DirectoryChangeFacts {
  readonly kind: 'directoryChange';
  readonly operation: string;
  readonly category?: string;
  readonly success: boolean;
  readonly ip?: string;
  readonly geo?: GeoLocation;
  readonly userAgent?: string;
  readonly initiatedByApp?: string;
  readonly correlationId?: string;
  readonly targets: readonly DirectoryTarget[];
}

export interface DirectoryTarget {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  readonly upn?: string;
  readonly changes: readonly { readonly name: string; readonly from?: string; readonly to?: string }[];
}

/** An activity in a cloud application (OfficeActivity, CloudAppEvents, Google Workspace, Okta administration). */
export interface CloudActivityFacts {
  readonly kind: 'cloudActivity';
  readonly workload: string;
  readonly operation: string;
  readonly success: boolean;
  readonly ip?: string;
  readonly geo?: GeoLocation;
  readonly userAgent?: string;
  readonly object?: string;
  readonly fileName?: string;
  readonly site?: string;
  readonly appId?: string;
  readonly sessionId?: string;
  readonly mailboxOwner?: string;
  readonly itemCount?: number;
  /** Cmdlet or rule parameters by name, as text. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** An operation on the control plane of a cloud (AzureActivity, AWS CloudTrail). */
export interface CloudControlFacts {
  readonly kind: 'cloudControl';
  readonly provider: 'azure' | 'aws' | 'gcp';
  readonly operation: string;
  readonly service?: string;
  readonly success: boolean;
  readonly resourceId?: string;
  readonly subscription?: string;
  readonly region?: string;
  readonly ip?: string;
  readonly geo?: GeoLocation;
  readonly userAgent?: string;
  readonly errorCode?: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A query of the directory (LDAP, SAMR, DNS) or a replication request (4662 with the DRS rights, IdentityDirectoryEvents). */
export interface DirectoryQueryFacts {
  readonly kind: 'directoryQuery';
  readonly protocol: 'ldap' | 'samr' | 'dns' | 'drs' | 'other';
  readonly query?: string;
  readonly target?: string;
  readonly ip?: string;
  readonly process?: ProcessInfo;
}

export interface ProcessFacts {
  readonly kind: 'process';
  readonly process: ProcessInfo;
  readonly parent?: ProcessInfo;
}

/** One process opened another (Sysmon 10, DeviceEvents OpenProcessApiCall). */
export interface ProcessAccessFacts {
  readonly kind: 'processAccess';
  readonly source: ProcessInfo;
  readonly target: ProcessInfo;
  /** Access mask as a number, e.g. 0x1410. */
  readonly grantedAccess?: number;
  readonly callTrace?: string;
}

export interface NetworkFacts {
  readonly kind: 'network';
  readonly direction?: 'inbound' | 'outbound';
  readonly localIp?: string;
  readonly localPort?: number;
  readonly remoteIp?: string;
  readonly remotePort?: number;
  readonly remoteUrl?: string;
  readonly protocol?: string;
  readonly process?: ProcessInfo;
}

/** A DNS look-up (Sysmon 22, DnsEvents, Umbrella, CEF). */
export interface DnsFacts {
  readonly kind: 'dns';
  readonly name: string;
  readonly answer?: string;
  readonly ip?: string;
  readonly process?: ProcessInfo;
}

export interface FileFacts {
  readonly kind: 'file';
  readonly action: 'created' | 'modified' | 'deleted' | 'renamed' | 'read' | 'other';
  readonly path: string;
  readonly fileName: string;
  readonly sha256?: string;
  readonly sha1?: string;
  readonly md5?: string;
  readonly process?: ProcessInfo;
}

export interface RegistryFacts {
  readonly kind: 'registry';
  readonly action: 'keyCreated' | 'keyDeleted' | 'valueSet' | 'valueDeleted' | 'other';
  readonly key: string;
  readonly valueName?: string;
  readonly valueData?: string;
  readonly process?: ProcessInfo;
}

export interface ImageLoadFacts {
  readonly kind: 'imageLoad';
  readonly image: ProcessInfo;
  readonly process?: ProcessInfo;
}

/** Service installed (7045, 4697, DeviceEvents ServiceInstalled). */
export interface ServiceFacts {
  readonly kind: 'service';
  readonly name: string;
  readonly command: string;
  readonly account?: string;
  readonly startType?: string;
}

/** Scheduled task created or changed (4698, 4702, TaskScheduler 106, DeviceEvents). */
export interface TaskFacts {
  readonly kind: 'scheduledTask';
  readonly action: 'created' | 'updated' | 'deleted';
  readonly name: string;
  readonly command?: string;
}

/** A named pipe, an audited object or a script block: endpoint facts that a detector reads by operation. */
export interface HostActivityFacts {
  readonly kind: 'hostActivity';
  /** e.g. `pipeConnected`, `objectAccess`, `scriptBlock`, `adfsAudit`, `sqlAudit`, `logCleared`, `accountManagement`, `wmi`, `antivirus`. */
  readonly activity: string;
  readonly object?: string;
  readonly detail?: string;
  readonly eventId?: number;
  readonly process?: ProcessInfo;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface MailFacts {
  readonly kind: 'mail';
  readonly networkMessageId: string;
  readonly internetMessageId?: string;
  readonly sender: string;
  readonly senderDomain?: string;
  readonly senderIp?: string;
  readonly recipient: string;
  readonly subject?: string;
  readonly direction?: 'inbound' | 'outbound' | 'intraOrg';
  readonly delivery?: 'delivered' | 'junked' | 'blocked' | 'replaced' | 'unknown';
  readonly threats: readonly ('phish' | 'malware' | 'spam')[];
  readonly confidence?: 'normal' | 'high';
  readonly detectionMethods?: string;
  readonly authentication?: {
    readonly spf?: string;
    readonly dkim?: string;
    readonly dmarc?: string;
    readonly compauth?: string;
  };
  readonly urlCount?: number;
  readonly attachmentCount?: number;
}

export interface MailPartFacts {
  readonly kind: 'mailPart';
  readonly networkMessageId: string;
  readonly part: 'url' | 'attachment';
  readonly recipient?: string;
  readonly url?: string;
  readonly domain?: string;
  readonly fileName?: string;
  readonly sha256?: string;
  readonly threats: readonly ('phish' | 'malware' | 'spam')[];
}

export interface MailPostDeliveryFacts {
  readonly kind: 'mailPostDelivery';
  readonly networkMessageId: string;
  readonly recipient: string;
  readonly action: string;
  readonly actionType?: string;
  readonly threats: readonly ('phish' | 'malware' | 'spam')[];
  readonly success: boolean;
}

export interface UrlClickFacts {
  readonly kind: 'urlClick';
  readonly networkMessageId?: string;
  readonly url: string;
  readonly ip?: string;
  readonly allowed: boolean;
  readonly clickedThrough: boolean;
  readonly threats: readonly ('phish' | 'malware' | 'spam')[];
  readonly workload?: string;
}

/** A call of Microsoft Graph (MicrosoftGraphActivityLogs). */
export interface ApiCallFacts {
  readonly kind: 'apiCall';
  readonly method: string;
  readonly uri: string;
  readonly status?: number;
  readonly appId?: string;
  readonly ip?: string;
  readonly geo?: GeoLocation;
  readonly userAgent?: string;
}

/** A provider's own alert (SecurityAlert, alerts_v2, AlertInfo + AlertEvidence). */
export interface ProviderAlertFacts {
  readonly kind: 'providerAlert';
  readonly providerAlertId: string;
  readonly providerIncidentId?: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly serviceSource: ServiceSource;
  readonly detectionSource: string;
  readonly productName?: string;
  readonly category?: string;
  readonly techniques: readonly string[];
  readonly firstActivity: number;
  readonly lastActivity: number;
  readonly evidence: readonly EvidenceItem[];
  readonly alertUrl?: string;
  /** The vendor's own fusion: ids of the alerts that this one contains. */
  readonly containsAlertIds?: readonly string[];
  /** `AlertEvidence` rows only add evidence to an alert that `AlertInfo` names. */
  readonly evidenceOnly?: boolean;
}

/** A provider's risk detection (AADUserRiskEvents). */
export interface ProviderRiskFacts {
  readonly kind: 'providerRisk';
  readonly detectionId: string;
  readonly type: RiskEventType;
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
  readonly requestId?: string;
  readonly ip?: string;
  readonly geo?: GeoLocation;
  readonly activity: 'signin' | 'user' | 'servicePrincipal';
}

/** A provider's user-risk state (AADRiskyUsers). */
export interface ProviderRiskyUserFacts {
  readonly kind: 'providerRiskyUser';
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
}

/** What a directory says of a person or device (IdentityInfo, DeviceInfo): identifiers, groups, roles. */
export interface InventoryFacts {
  readonly kind: 'inventory';
  readonly subject: 'account' | 'host';
  readonly department?: string;
  readonly jobTitle?: string;
  readonly manager?: string;
  readonly groups?: readonly string[];
  readonly roles?: readonly string[];
  readonly accountEnabled?: boolean;
  readonly os?: string;
  readonly deviceRole?: 'domainController' | 'server' | 'workstation' | 'adfs' | 'aadConnect' | 'other';
  readonly loggedOnUsers?: readonly string[];
  readonly publicIp?: string;
}

/** A row that ingest keeps for hunting and no detector reads. */
export interface OtherFacts {
  readonly kind: 'other';
  readonly operation?: string;
}

export type EventFacts =
  | SignInFacts
  | LogonFacts
  | DirectoryChangeFacts
  | CloudActivityFacts
  | CloudControlFacts
  | DirectoryQueryFacts
  | ProcessFacts
  | ProcessAccessFacts
  | NetworkFacts
  | DnsFacts
  | FileFacts
  | RegistryFacts
  | ImageLoadFacts
  | ServiceFacts
  | TaskFacts
  | HostActivityFacts
  | MailFacts
  | MailPartFacts
  | MailPostDeliveryFacts
  | UrlClickFacts
  | ApiCallFacts
  | ProviderAlertFacts
  | ProviderRiskFacts
  | ProviderRiskyUserFacts
  | InventoryFacts
  | OtherFacts;

export type EventKind = EventFacts['kind'];

/** The canonical event: one telemetry row in the words of the engine. */
export interface CanonicalEvent<F extends EventFacts = EventFacts> {
  /** `<batch id>:<line>`, unique and stable: what evidence points to in the lake. */
  readonly rowId: string;
  readonly table: TableName;
  /** Event time, integer milliseconds since the epoch, UTC. */
  readonly time: number;
  /** Who did it. */
  readonly actor?: EntityMention;
  /** Where it happened, for endpoint rows. */
  readonly host?: EntityMention;
  /** Whom or what it was done to (mailbox owner, reset user, recipient …). */
  readonly target?: EntityMention;
  readonly facts: F;
}

/** Narrows an event by the kind of its facts. */
export type EventOf<K extends EventKind> = CanonicalEvent<Extract<EventFacts, { kind: K }>>;
