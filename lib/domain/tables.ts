/** Telemetry tables that ingest accepts, by the vendors' names. */
export const TABLES = [
  'SigninLogs',
  'AADNonInteractiveUserSignInLogs',
  'AADServicePrincipalSignInLogs',
  'AADManagedIdentitySignInLogs',
  'AuditLogs',
  'AADUserRiskEvents',
  'AADRiskyUsers',
  'IdentityInfo',
  'MicrosoftGraphActivityLogs',
  'OfficeActivity',
  'CloudAppEvents',
  'IdentityLogonEvents',
  'IdentityDirectoryEvents',
  'IdentityQueryEvents',
  'DeviceInfo',
  'DeviceProcessEvents',
  'DeviceLogonEvents',
  'DeviceNetworkEvents',
  'DeviceFileEvents',
  'DeviceRegistryEvents',
  'DeviceImageLoadEvents',
  'DeviceEvents',
  'EmailEvents',
  'EmailUrlInfo',
  'EmailAttachmentInfo',
  'EmailPostDeliveryEvents',
  'UrlClickEvents',
  'SecurityEvent',
  'Event',
  'AzureActivity',
  'SecurityAlert',
  'AlertInfo',
  'AlertEvidence',
  'alerts_v2',
  'CommonSecurityLog',
  'DnsEvents',
  'OktaSystemLog',
  'GoogleWorkspaceActivity',
  'AWSCloudTrail',
] as const;
export type TableName = (typeof TABLES)[number];

const NAMES: ReadonlySet<string> = new Set(TABLES);
export const isTableName = (name: string): name is TableName => NAMES.has(name);

/** Tables whose rows are versions of a state: the same id with newer content updates, the same content changes nothing. */
export const STATEFUL_TABLES: ReadonlySet<TableName> = new Set<TableName>([
  'SecurityAlert',
  'alerts_v2',
  'AlertInfo',
  'AADUserRiskEvents',
  'AADRiskyUsers',
  'IdentityInfo',
  'DeviceInfo',
]);
