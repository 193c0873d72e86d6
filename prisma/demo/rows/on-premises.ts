import { guidOf, type Rng } from '../core/random';
import type { Row } from '../core/tables';
import { iso } from '../core/time';
import { DOMAIN, DOMAIN_SID, NT_DOMAIN, WORKSPACE_ID } from '../world/identity';
import type { Device, Person } from '../world/types';

const WORKSTATION_OS: Readonly<Record<Device['os'], string>> = {
  Windows11: 'Windows 11 Enterprise',
  macOS: 'macOS',
  WindowsServer2022: 'Windows Server 2022 Standard',
  WindowsServer2019: 'Windows Server 2019 Standard',
};

export interface DirectoryAct {
  readonly action: string;
  readonly by: Person;
  readonly from: Device;
  readonly to: Device;
  readonly protocol: string;
  readonly port?: number;
}

function identityColumns(rng: Rng, time: number, act: DirectoryAct, table: string): Record<string, unknown> {
  return {
    TimeGenerated: iso(time),
    TenantId: WORKSPACE_ID,
    SourceSystem: '',
    ActionType: act.action,
    Application: 'Active Directory',
    AccountName: act.by.sam.toLowerCase(),
    AccountDomain: DOMAIN,
    AccountUpn: act.by.upn,
    AccountSid: act.by.sid,
    AccountObjectId: act.by.duty === 'employee' ? act.by.objectId : '',
    AccountDisplayName: act.by.display,
    DeviceName: act.from.fqdn,
    IPAddress: act.from.ip,
    Port: String(rng.int(49_152, 65_000)),
    DestinationDeviceName: act.to.fqdn,
    DestinationIPAddress: act.to.ip,
    DestinationPort: String(act.port ?? 389),
    Protocol: act.protocol,
    Location: '',
    ReportId: rng.guid(),
    Type: table,
  };
}

/** A row of IdentityLogonEvents, on-premises. */
export function directoryLogonRow(
  rng: Rng,
  time: number,
  act: DirectoryAct,
  logonType: string,
  failure?: string,
): Row {
  return {
    ...identityColumns(rng, time, act, 'IdentityLogonEvents'),
    ActionType: failure ? 'LogonFailed' : 'LogonSuccess',
    LogonType: logonType,
    FailureReason: failure ?? '',
    DeviceType: act.from.kind === 'workstation' ? 'Workstation' : 'Server',
    OSPlatform: WORKSTATION_OS[act.from.os],
    TargetDeviceName: act.to.fqdn,
    AdditionalFields: { Count: '1', Spns: `HOST/${act.to.fqdn}` },
  };
}

/** A row of IdentityDirectoryEvents. */
export function directoryChangeRow(
  rng: Rng,
  time: number,
  act: DirectoryAct,
  fields: Record<string, unknown>,
  target?: Person,
): Row {
  return {
    ...identityColumns(rng, time, act, 'IdentityDirectoryEvents'),
    TargetAccountUpn: target?.upn ?? '',
    TargetAccountDisplayName: target?.display ?? '',
    TargetDeviceName: '',
    AdditionalFields: { SourceAccountName: act.by.sam, ...fields },
  };
}

/** A row of IdentityQueryEvents. */
export function directoryQueryRow(
  rng: Rng,
  time: number,
  act: DirectoryAct,
  queryType: string,
  query: string,
  target: string,
): Row {
  return {
    ...identityColumns(rng, time, act, 'IdentityQueryEvents'),
    QueryType: queryType,
    Query: query,
    QueryTarget: target,
    AdditionalFields: { Count: '1' },
  };
}

const TITLES: Readonly<Record<number, string>> = {
  4624: 'An account was successfully logged on.',
  4625: 'An account failed to log on.',
  4634: 'An account was logged off.',
  4648: 'A logon was attempted using explicit credentials.',
  4662: 'An operation was performed on an object.',
  4672: 'Special privileges assigned to new logon.',
  4688: 'A new process has been created.',
  4697: 'A service was installed in the system.',
  4698: 'A scheduled task was created.',
  4720: 'A user account was created.',
  4724: "An attempt was made to reset an account's password.",
  4725: 'A user account was disabled.',
  4728: 'A member was added to a security-enabled global group.',
  4740: 'A user account was locked out.',
  4767: 'A user account was unlocked.',
  4768: 'A Kerberos authentication ticket (TGT) was requested.',
  4769: 'A Kerberos service ticket was requested.',
  4771: 'Kerberos pre-authentication failed.',
  4776: 'The computer attempted to validate the credentials for an account.',
  1200: 'The Federation Service issued a valid token.',
  1202: 'The Federation Service validated a new credential.',
};

/** A row of SecurityEvent: system columns, then the event's own data. */
export function securityRow(
  rng: Rng,
  time: number,
  device: Device,
  eventId: number,
  data: Record<string, unknown>,
  provider = 'Microsoft-Windows-Security-Auditing',
): Row {
  return {
    TimeGenerated: iso(time),
    TenantId: WORKSPACE_ID,
    SourceSystem: 'OpsManager',
    Computer: device.fqdn,
    Channel: 'Security',
    EventSourceName: provider,
    EventID: eventId,
    EventRecordId: String(rng.int(1_000_000, 2_000_000_000)),
    EventLevelName: 'LogAlways',
    Level: '0',
    Task: 12_544,
    Activity: `${eventId} - ${TITLES[eventId] ?? 'Audit event.'}`,
    ManagementGroupName: `AOI-${WORKSPACE_ID}`,
    SourceComputerId: guidOf(`oms ${device.name}`),
    Type: 'SecurityEvent',
    ...data,
  };
}

/** Who asked for it, under `Subject…`. A device stands for its computer account. */
export function subject(rng: Rng, who: Person | Device): Record<string, unknown> {
  return 'sam' in who
    ? {
        SubjectUserSid: who.sid,
        SubjectUserName: who.sam,
        SubjectDomainName: NT_DOMAIN,
        SubjectLogonId: `0x${rng.hex(6)}`,
        SubjectAccount: `${NT_DOMAIN}\\${who.sam}`,
        Account: `${NT_DOMAIN}\\${who.sam}`,
        AccountType: 'User',
      }
    : {
        SubjectUserSid: `${DOMAIN_SID}-${9_000 + who.index}`,
        SubjectUserName: `${who.name}$`,
        SubjectDomainName: NT_DOMAIN,
        SubjectLogonId: '0x3e7',
        SubjectAccount: `${NT_DOMAIN}\\${who.name}$`,
        Account: `${NT_DOMAIN}\\${who.name}$`,
        AccountType: 'Machine',
      };
}

/** Whom it is about, under `Target…`. */
export const windowsTarget = (who: Person): Record<string, unknown> => ({
  TargetUserSid: who.sid,
  TargetUserName: who.sam,
  TargetDomainName: NT_DOMAIN,
  TargetAccount: `${NT_DOMAIN}\\${who.sam}`,
});
