import type { RiskEventType, RiskLevel, RiskState } from '../risk';
import type { ProcessInfo } from './endpoint';
import type { GeoLocation } from './location';

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

/** A query of the directory (LDAP, SAMR, DNS) or a replication request (4662 with the DRS rights, IdentityDirectoryEvents). */
export interface DirectoryQueryFacts {
  readonly kind: 'directoryQuery';
  readonly protocol: 'ldap' | 'samr' | 'dns' | 'drs' | 'other';
  readonly query?: string;
  readonly target?: string;
  readonly ip?: string;
  readonly process?: ProcessInfo;
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
