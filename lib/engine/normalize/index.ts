import type { TableName } from '@/lib/domain/tables';
import { alertEvidence, alertInfo } from './sources/alert-info';
import { auditLogs } from './sources/audit-logs';
import { azureActivity } from './sources/azure-activity';
import { commonSecurityLog, dnsEvents } from './sources/cef-dns';
import { cloudAppEvents } from './sources/cloud-app-events';
import { awsCloudTrail } from './sources/cloudtrail';
import {
  deviceEvents,
  deviceFileEvents,
  deviceImageLoadEvents,
  deviceLogonEvents,
  deviceNetworkEvents,
  deviceProcessEvents,
  deviceRegistryEvents,
} from './sources/device-events';
import { deviceInfo } from './sources/device-info';
import {
  emailAttachmentInfo,
  emailEvents,
  emailPostDeliveryEvents,
  emailUrlInfo,
  urlClickEvents,
} from './sources/email';
import { googleWorkspaceActivity } from './sources/google';
import { graphActivity } from './sources/graph-activity';
import { graphAlert } from './sources/graph-alert';
import { identityDirectoryEvents, identityLogonEvents, identityQueryEvents } from './sources/identity-events';
import { identityInfo } from './sources/identity-info';
import { officeActivity } from './sources/office-activity';
import { oktaSystemLog } from './sources/okta';
import { riskyUsers, userRiskEvents } from './sources/risk';
import { securityAlert } from './sources/security-alert';
import {
  managedIdentitySignInLogs,
  nonInteractiveSignInLogs,
  servicePrincipalSignInLogs,
  signinLogs,
} from './sources/sign-ins';
import { event, securityEvent } from './sources/windows';
import type { NormalizeContext, NormalizeOutcome, Normalizer, RawRow } from './types';

export { detectTable } from './detect';
export { createRowSplitter, openRecord } from './formats';
export { normalizeIdentifier } from './identifier';

/** One normalizer per telemetry table. */
export const NORMALIZERS: Readonly<Record<TableName, Normalizer>> = {
  SigninLogs: signinLogs,
  AADNonInteractiveUserSignInLogs: nonInteractiveSignInLogs,
  AADServicePrincipalSignInLogs: servicePrincipalSignInLogs,
  AADManagedIdentitySignInLogs: managedIdentitySignInLogs,
  AuditLogs: auditLogs,
  AADUserRiskEvents: userRiskEvents,
  AADRiskyUsers: riskyUsers,
  IdentityInfo: identityInfo,
  MicrosoftGraphActivityLogs: graphActivity,
  OfficeActivity: officeActivity,
  CloudAppEvents: cloudAppEvents,
  IdentityLogonEvents: identityLogonEvents,
  IdentityDirectoryEvents: identityDirectoryEvents,
  IdentityQueryEvents: identityQueryEvents,
  DeviceInfo: deviceInfo,
  DeviceProcessEvents: deviceProcessEvents,
  DeviceLogonEvents: deviceLogonEvents,
  DeviceNetworkEvents: deviceNetworkEvents,
  DeviceFileEvents: deviceFileEvents,
  DeviceRegistryEvents: deviceRegistryEvents,
  DeviceImageLoadEvents: deviceImageLoadEvents,
  DeviceEvents: deviceEvents,
  EmailEvents: emailEvents,
  EmailUrlInfo: emailUrlInfo,
  EmailAttachmentInfo: emailAttachmentInfo,
  EmailPostDeliveryEvents: emailPostDeliveryEvents,
  UrlClickEvents: urlClickEvents,
  SecurityEvent: securityEvent,
  Event: event,
  AzureActivity: azureActivity,
  SecurityAlert: securityAlert,
  AlertInfo: alertInfo,
  AlertEvidence: alertEvidence,
  alerts_v2: graphAlert,
  CommonSecurityLog: commonSecurityLog,
  DnsEvents: dnsEvents,
  OktaSystemLog: oktaSystemLog,
  GoogleWorkspaceActivity: googleWorkspaceActivity,
  AWSCloudTrail: awsCloudTrail,
};

/**
 * Reads one row of a table: the columns the lake stores and the event the engine reads. Rows come from `openRecord`.
 * Never throws: a row that a reader stumbles over is a problem of that row, not of its batch.
 */
export function normalize(table: TableName, row: RawRow, ctx: NormalizeContext): NormalizeOutcome {
  try {
    return NORMALIZERS[table].normalize(row, ctx);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: { field: '', reason: `the row could not be read: ${reason}` } };
  }
}
