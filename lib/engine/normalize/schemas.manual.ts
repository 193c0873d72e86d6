/**
 * Columns of the tables that Azure Monitor's reference does not describe, and of spellings that a product adds to a
 * documented table. Same format as `schemas.generated.ts`.
 */
export const MANUAL_SCHEMAS: Readonly<Record<string, string>> = {
  /** Microsoft Graph `security/alerts_v2`: resource microsoft.graph.security.alert, its own property names. */
  alerts_v2:
    'actorDisplayName:s additionalData:d alertPolicyId:s alertWebUrl:s assignedTo:s category:s classification:s comments:d createdDateTime:t customDetails:d description:s detectionSource:s detectorId:s determination:s evidence:d firstActivityDateTime:t id:s incidentId:s incidentWebUrl:s investigationState:s lastActivityDateTime:t lastUpdateDateTime:t mitreTechniques:d productName:s providerAlertId:s recommendedActions:s resolvedDateTime:t serviceSource:s severity:s status:s systemTags:d tenantId:s threatDisplayName:s threatFamilyName:s title:s TimeGenerated:t',
  /** Okta System Log API, LogEvent object. */
  OktaSystemLog:
    'actor:d authenticationContext:d client:d debugContext:d device:d displayMessage:s eventType:s legacyEventType:s outcome:d published:t request:d securityContext:d severity:s target:d transaction:d uuid:s version:s TimeGenerated:t',
  /** Google Workspace Admin SDK Reports API, activities resource; `type`, `name`, `parameters` are those of its event. */
  GoogleWorkspaceActivity:
    'actor:d etag:s events:d id:d ipAddress:s kind:s name:s networkInfo:d ownerDomain:s parameters:d resourceDetails:d TimeGenerated:t type:s',
};

const DEFENDER_TABLES = [
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
  'AlertInfo',
  'AlertEvidence',
  'IdentityInfo',
] as const;

/**
 * Columns that a table has under one product's name only: Defender's hunting tables use `Timestamp` where Sentinel's
 * copy has `TimeGenerated`; some exports carry older or newer names.
 */
export const EXTRA_COLUMNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(DEFENDER_TABLES.map((table) => [table, 'Timestamp:t'])),
  SigninLogs: 'TenantId:s',
  AuditLogs: 'TenantId:s UserAgent:s',
  AzureActivity: 'ResultType:s ResultSignature:s ResultDescription:s',
  SecurityEvent: 'EventRecordId:s',
  Event: 'EventRecordId:s',
};
