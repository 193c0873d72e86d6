import type { TableName } from '../tables';

/** Groups of tables that a timeline can be narrowed to. */
export const TIMELINE_KINDS = [
  'all',
  'signIns',
  'directory',
  'cloudApps',
  'mail',
  'endpoint',
  'cloudControl',
  'alerts',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export const TIMELINE_KIND_LABEL: Readonly<Record<TimelineKind, string>> = {
  all: 'Everything',
  signIns: 'Sign-ins and logons',
  directory: 'Directory changes',
  cloudApps: 'Cloud applications',
  mail: 'Mail',
  endpoint: 'Devices',
  cloudControl: 'Cloud infrastructure',
  alerts: 'Alerts and risk',
};

/** The tables of a group; null for all of them. */
export const TIMELINE_TABLES: Readonly<Record<TimelineKind, readonly TableName[] | null>> = {
  all: null,
  signIns: [
    'SigninLogs',
    'AADNonInteractiveUserSignInLogs',
    'AADServicePrincipalSignInLogs',
    'AADManagedIdentitySignInLogs',
    'IdentityLogonEvents',
    'DeviceLogonEvents',
    'OktaSystemLog',
  ],
  directory: ['AuditLogs', 'IdentityDirectoryEvents', 'IdentityQueryEvents', 'IdentityInfo'],
  cloudApps: ['OfficeActivity', 'CloudAppEvents', 'GoogleWorkspaceActivity', 'MicrosoftGraphActivityLogs'],
  mail: ['EmailEvents', 'EmailUrlInfo', 'EmailAttachmentInfo', 'EmailPostDeliveryEvents', 'UrlClickEvents'],
  endpoint: [
    'DeviceInfo',
    'DeviceProcessEvents',
    'DeviceNetworkEvents',
    'DeviceFileEvents',
    'DeviceRegistryEvents',
    'DeviceImageLoadEvents',
    'DeviceEvents',
    'SecurityEvent',
    'Event',
    'DnsEvents',
    'CommonSecurityLog',
  ],
  cloudControl: ['AzureActivity', 'AWSCloudTrail'],
  alerts: ['SecurityAlert', 'AlertInfo', 'AlertEvidence', 'alerts_v2', 'AADUserRiskEvents', 'AADRiskyUsers'],
};

export interface TimelineFilter {
  readonly kind: TimelineKind;
  /** Only rows that hold this text in what tells what happened. */
  readonly text: string;
  /** `SE` or `SE/Gothenburg`: only rows from there. */
  readonly place: string;
}

/** An account or a device that ordinary telemetry saw together with an entity. */
export interface Contact {
  readonly entityId: string;
  readonly type: 'account' | 'host';
  readonly name: string;
  /** First and last day, `YYYY-MM-DD`, UTC. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/** With whom and what an entity was seen; `capped` when more were seen than are remembered. */
export interface Contacts {
  readonly rows: readonly Contact[];
  readonly distinct: number;
  readonly capped: boolean;
}
