import { guidOf, type Rng } from '../core/random';
import type { Row } from '../core/tables';
import { iso } from '../core/time';
import { BASE_DN, COMPANY_NAME, DOMAIN, NT_DOMAIN, TENANT_ID, WORKSPACE_ID } from '../world/identity';
import { type Device, OFFICES, type Person, type World } from '../world/types';

/** A row of IdentityInfo: a version of what the directory says of a person. */
export function identityInfoRow(time: number, world: World, p: Person): Row {
  const office = OFFICES[p.office] ?? OFFICES[0];
  const manager = p.manager === undefined ? undefined : world.people[p.manager];
  const onPremises = p.duty !== 'cloudAdmin' && !p.sam.startsWith('Sync_');
  return {
    TimeGenerated: iso(time),
    TenantId: WORKSPACE_ID,
    SourceSystem: 'Azure AD',
    ChangeSource: 'AzureActiveDirectory',
    AccountObjectId: p.objectId,
    AccountUPN: p.upn,
    AccountName: p.sam,
    AccountDisplayName: p.display,
    AccountCloudSID: p.cloudSid,
    AccountTenantId: TENANT_ID,
    AccountCreationTime: p.created,
    ...(onPremises
      ? {
          AccountDomain: NT_DOMAIN,
          AccountSID: p.sid,
          SAMAccountName: p.sam,
          OnPremisesDistinguishedName: `CN=${p.display},OU=${p.duty === 'employee' ? p.department : 'Service'},OU=Larkfield,${BASE_DN}`,
        }
      : {}),
    GivenName: p.given,
    Surname: p.surname,
    MailAddress: p.duty === 'employee' ? p.upn : '',
    AdditionalMailAddresses:
      p.duty === 'employee'
        ? [
            `${p.given
              .toLowerCase()
              .normalize('NFKD')
              .replace(/[^a-z]/g, '')}.${p.employeeId.toLowerCase()}@${DOMAIN}`,
          ]
        : [],
    Department: p.department,
    JobTitle: p.title,
    Manager: manager?.upn ?? '',
    CompanyName: COMPANY_NAME,
    EmployeeId: p.employeeId,
    City: office.name,
    Country: office.country,
    StreetAddress: office.street,
    Phone: p.duty === 'employee' ? `+00 555 ${String(100_000 + p.index * 37)}` : '',
    GroupMembership: p.groups,
    AssignedRoles: p.roles,
    IsAccountEnabled: true,
    IsMFARegistered: p.duty === 'employee' || p.duty === 'cloudAdmin',
    IsServiceAccount: p.duty === 'service' || p.duty === 'sync',
    UserAccountControl: ['NormalAccount'],
    UserState: 'Enabled',
    UserType: 'Member',
    BlastRadius: p.roles.length > 0 ? 'High' : 'Low',
    Tags: p.duty === 'domainAdmin' ? '["Sensitive"]' : '[]',
    Type: 'IdentityInfo',
  };
}

const DISTRIBUTIONS: Readonly<Record<Device['os'], string>> = {
  Windows11: 'Windows11',
  macOS: 'macOS',
  WindowsServer2022: 'WindowsServer2022',
  WindowsServer2019: 'WindowsServer2019',
};

/** What administrators wrote on the servers that carry the directory. */
const TAGS: Readonly<Record<string, string>> = {
  dc: '["Domain Controller"]',
  adfs: '["AD FS"]',
  aadconnect: '["Entra Connect"]',
};

/** A row of DeviceInfo: a version of what the sensor says of a machine. */
export function deviceInfoRow(
  rng: Rng,
  time: number,
  world: World,
  d: Device,
  owner: Person | undefined,
): Row {
  const server = d.kind === 'server' || d.kind === 'domainController';
  return {
    TimeGenerated: iso(time),
    TenantId: WORKSPACE_ID,
    SourceSystem: '',
    DeviceId: d.mdeId,
    DeviceName: d.fqdn,
    AadDeviceId: d.aadId,
    AzureResourceId: d.azureId ?? '',
    ClientVersion: '10.8760.26100.4061',
    DeviceCategory: 'Endpoint',
    DeviceType: server ? 'Server' : 'Workstation',
    DeviceSubtype: '',
    MachineGroup: server ? 'Servers' : 'Clients',
    OSPlatform: d.os,
    OSDistribution: DISTRIBUTIONS[d.os],
    OSArchitecture: d.kind === 'mac' ? 'ARM64' : 'x64',
    OSBuild: d.build,
    OSVersion: d.os === 'macOS' ? '26.1' : '10.0',
    OSVersionInfo: d.os === 'Windows11' ? '24H2' : '',
    JoinType: server ? 'Domain Joined' : 'Hybrid Azure AD Join',
    IsAzureADJoined: !server,
    IsInternetFacing: d.role === 'web',
    IsTransient: false,
    IsExcluded: false,
    LoggedOnUsers: owner ? [{ UserName: owner.sam, DomainName: NT_DOMAIN, Sid: owner.sid }] : [],
    Model: d.model,
    Vendor: d.vendor,
    OnboardingStatus: 'Onboarded',
    SensorHealthState: 'Active',
    ExposureLevel: rng.pick(['Low', 'Low', 'Medium']),
    AssetValue:
      d.kind === 'domainController' || d.role === 'adfs' || d.role === 'aadconnect' ? 'High' : 'Normal',
    HardwareUuid: guidOf(`hardware ${d.name}`),
    PublicIP: world.offices[d.office]?.egress.ip ?? '',
    DeviceManualTags: TAGS[d.role] ?? '[]',
    RegistryDeviceTag: '',
    ReportId: rng.int(1_000, 2_000_000_000),
    AdditionalFields: {},
    Type: 'DeviceInfo',
  };
}
