/** Tables that the demo company sends, by the vendors' names; a test holds them against the portal's own list. */
export const DEMO_TABLES = [
  'IdentityInfo',
  'DeviceInfo',
  'SigninLogs',
  'AADNonInteractiveUserSignInLogs',
  'AADServicePrincipalSignInLogs',
  'AADManagedIdentitySignInLogs',
  'AuditLogs',
  'AADUserRiskEvents',
  'AADRiskyUsers',
  'MicrosoftGraphActivityLogs',
  'OfficeActivity',
  'CloudAppEvents',
  'IdentityLogonEvents',
  'IdentityDirectoryEvents',
  'IdentityQueryEvents',
  'DeviceProcessEvents',
  'DeviceLogonEvents',
  'DeviceNetworkEvents',
  'DeviceFileEvents',
  'DeviceRegistryEvents',
  'DeviceEvents',
  'EmailEvents',
  'EmailUrlInfo',
  'EmailAttachmentInfo',
  'EmailPostDeliveryEvents',
  'UrlClickEvents',
  'SecurityEvent',
  'AzureActivity',
  'OktaSystemLog',
  'AWSCloudTrail',
] as const;
export type DemoTable = (typeof DEMO_TABLES)[number];

/** A row in the vendor's own columns. */
export type Row = Readonly<Record<string, unknown>>;

/** Rows of one table, in the order of time. */
export interface DemoChunk {
  readonly table: DemoTable;
  readonly rows: readonly Row[];
}

/** Takes one row that happened at `time` (epoch ms). */
export type Emit = (table: DemoTable, time: number, row: Row) => void;

/** What names a row in its table, as the source does: the vendor's id, or the columns that together are one. */
const KEY_COLUMNS: Readonly<Record<DemoTable, readonly string[]>> = {
  IdentityInfo: ['AccountObjectId', 'TimeGenerated'],
  DeviceInfo: ['DeviceId', 'TimeGenerated'],
  SigninLogs: ['Id'],
  AADNonInteractiveUserSignInLogs: ['Id'],
  AADServicePrincipalSignInLogs: ['Id'],
  AADManagedIdentitySignInLogs: ['Id'],
  AuditLogs: ['Id'],
  AADUserRiskEvents: ['Id', 'TimeGenerated'],
  AADRiskyUsers: ['Id', 'TimeGenerated'],
  MicrosoftGraphActivityLogs: ['RequestId'],
  OfficeActivity: ['SourceRecordId'],
  CloudAppEvents: ['ReportId'],
  IdentityLogonEvents: ['ReportId'],
  IdentityDirectoryEvents: ['ReportId'],
  IdentityQueryEvents: ['ReportId'],
  DeviceProcessEvents: ['DeviceId', 'ReportId', 'TimeGenerated'],
  DeviceLogonEvents: ['DeviceId', 'ReportId', 'TimeGenerated'],
  DeviceNetworkEvents: ['DeviceId', 'ReportId', 'TimeGenerated'],
  DeviceFileEvents: ['DeviceId', 'ReportId', 'TimeGenerated'],
  DeviceRegistryEvents: ['DeviceId', 'ReportId', 'TimeGenerated'],
  DeviceEvents: ['DeviceId', 'ReportId', 'TimeGenerated'],
  EmailEvents: ['NetworkMessageId', 'RecipientEmailAddress'],
  EmailUrlInfo: ['NetworkMessageId', 'Url'],
  EmailAttachmentInfo: ['NetworkMessageId', 'RecipientEmailAddress', 'FileName'],
  EmailPostDeliveryEvents: ['NetworkMessageId', 'RecipientEmailAddress', 'TimeGenerated'],
  UrlClickEvents: ['ReportId'],
  SecurityEvent: ['Computer', 'EventRecordId', 'TimeGenerated'],
  AzureActivity: ['EventDataId'],
  OktaSystemLog: ['uuid'],
  AWSCloudTrail: ['AwsEventId'],
};

/** A stable name of a row: its table and the columns that name it there. */
export const nativeId = (table: DemoTable, row: Row): string =>
  `${table}:${KEY_COLUMNS[table].map((column) => String(row[column] ?? '')).join('|')}`;
