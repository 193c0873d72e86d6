import { digestOf, guidOf, type Rng } from '../core/random';
import type { Row } from '../core/tables';
import { iso } from '../core/time';
import { DOMAIN, ONMICROSOFT, SHAREPOINT, TENANT_ID, WORKSPACE_ID } from '../world/identity';
import type { Net } from '../world/places';
import type { Person } from '../world/types';

const serverName = (rng: Rng): string =>
  `AM9PR${String(rng.int(10, 99))}MB${String(rng.int(1_000, 9_999))} (15.20.9253.000)\r\n\u0000`;

interface Common {
  readonly person: Person;
  readonly net: Net;
  readonly userAgent: string;
  readonly sessionId?: string;
}

function office(
  rng: Rng,
  time: number,
  by: Common,
  workload: string,
  record: string,
  operation: string,
): Record<string, unknown> {
  return {
    TimeGenerated: iso(time),
    Start_Time: iso(time),
    TenantId: WORKSPACE_ID,
    SourceSystem: 'OfficeActivityManager',
    OrganizationId: TENANT_ID,
    OfficeId: rng.guid(),
    SourceRecordId: rng.guid(),
    OfficeWorkload: workload,
    RecordType: record,
    Operation: operation,
    UserId: by.person.upn,
    UserKey:
      workload === 'Exchange' ? by.person.puid : `i:0h.f|membership|${by.person.puid.toLowerCase()}@live.com`,
    UserType: 'Regular',
    UserAgent: by.userAgent,
    ClientIP: by.net.ip,
    ResultStatus: 'Succeeded',
    Type: 'OfficeActivity',
    ...(by.sessionId
      ? {
          AppAccessContext: {
            AADSessionId: by.sessionId,
            CorrelationId: rng.guid(),
            UniqueTokenId: rng.hex(22),
          },
        }
      : {}),
  };
}

export interface FileAct extends Common {
  readonly operation: string;
  /** Site address with a closing slash. */
  readonly site: string;
  readonly folder: string;
  readonly file: string;
  readonly sharedWith?: string;
}

/** A row of OfficeActivity about a file in SharePoint or OneDrive. */
export function fileActRow(rng: Rng, time: number, f: FileAct): Row {
  const workload = f.site.includes('/personal/') ? 'OneDrive' : 'SharePoint';
  const path = `${f.folder}/${f.file}`;
  return {
    ...office(
      rng,
      time,
      f,
      workload,
      f.sharedWith ? 'SharePointSharingOperation' : 'SharePointFileOperation',
      f.operation,
    ),
    EventSource: 'SharePoint',
    ItemType: 'File',
    ListItemUniqueId: guidOf(`${f.site}${path}`),
    OfficeObjectId: `${f.site}${path}`,
    Site_: guidOf(f.site),
    Site_Url: f.site,
    SourceFileName: f.file,
    SourceFileExtension: f.file.split('.').pop() ?? '',
    SourceRelativeUrl: f.folder,
    ...(f.sharedWith
      ? {
          TargetUserOrGroupName: f.sharedWith,
          TargetUserOrGroupType: 'Guest',
          UserSharedWith: f.sharedWith,
          SharingType: 'Edit',
        }
      : {}),
  };
}

export const oneDrive = (p: Person): string =>
  `${SHAREPOINT.replace('larkfield.', 'larkfield-my.')}/personal/${p.sam.replace(/\W/g, '_')}_larkfield_example/`;
const mailboxGuid = (p: Person): string => guidOf(`mailbox ${p.upn}`);

export interface MailAct extends Common {
  readonly operation: string;
  readonly owner?: Person;
  readonly client: string;
  readonly appId?: string;
  /** Message ids that were read, moved or deleted. */
  readonly items?: readonly string[];
  readonly folder?: string;
  readonly subject?: string;
}

/** A row of OfficeActivity about a mailbox. */
export function mailActRow(rng: Rng, time: number, m: MailAct): Row {
  const owner = m.owner ?? m.person;
  const folder = m.folder ?? '\\Inbox';
  const read = m.operation === 'MailItemsAccessed';
  return {
    ...office(rng, time, m, 'Exchange', read ? 'ExchangeItemAggregated' : 'ExchangeItem', m.operation),
    OrganizationName: ONMICROSOFT,
    OriginatingServer: serverName(rng),
    Logon_Type: owner === m.person ? 'Owner' : 'Delegated',
    InternalLogonType: 0,
    ExternalAccess: 'False',
    MailboxGuid: mailboxGuid(owner),
    MailboxOwnerUPN: owner.upn,
    MailboxOwnerSid: `S-1-5-21-3340152017-2907735412-1122334455-${30_000 + owner.index}`,
    LogonUserSid: `S-1-5-21-3340152017-2907735412-1122334455-${30_000 + m.person.index}`,
    ClientInfoString: m.client,
    Client_IPAddress: m.net.ip,
    ...(m.appId ? { AppId: m.appId, ClientAppId: m.appId } : {}),
    ...(read
      ? {
          Folders: JSON.stringify([
            {
              Path: folder,
              Id: digestOf(`folder ${owner.upn}${folder}`, 40),
              FolderItems: (m.items ?? []).map((id) => ({
                InternetMessageId: id,
                SizeInBytes: rng.int(8_000, 900_000),
              })),
            },
          ]),
          OperationProperties: [
            { Name: 'MailAccessType', Value: 'Bind' },
            { Name: 'IsThrottled', Value: 'False' },
          ],
        }
      : {
          Item: JSON.stringify({ Subject: m.subject ?? '', ParentFolder: { Path: folder } }),
          AffectedItems: JSON.stringify(
            (m.items ?? []).map((id) => ({ InternetMessageId: id, Subject: m.subject ?? '' })),
          ),
        }),
  };
}

/** A row of OfficeActivity about an Exchange cmdlet: inbox rules, forwarding, permissions. */
export function cmdletRow(
  rng: Rng,
  time: number,
  by: Common,
  operation: string,
  object: string,
  parameters: Readonly<Record<string, string>>,
): Row {
  return {
    ...office(rng, time, by, 'Exchange', 'ExchangeAdmin', operation),
    ResultStatus: 'True',
    OrganizationName: ONMICROSOFT,
    OriginatingServer: serverName(rng),
    ExternalAccess: 'False',
    ClientIP: `${by.net.ip}:${rng.int(1_024, 65_000)}`,
    OfficeObjectId: object,
    Parameters: JSON.stringify(Object.entries(parameters).map(([Name, Value]) => ({ Name, Value }))),
  };
}

export interface AppEvent extends Common {
  readonly action: string;
  readonly application:
    | 'Microsoft Teams'
    | 'Microsoft SharePoint Online'
    | 'Microsoft OneDrive for Business'
    | 'Microsoft Exchange Online'
    | 'Office 365'
    | 'Microsoft 365';
  readonly object?: string;
  readonly objectType?: string;
  readonly admin?: boolean;
  readonly raw?: Readonly<Record<string, unknown>>;
  readonly device?: 'Desktop' | 'Mobile';
  readonly os?: string;
}

const APP_IDS: Readonly<Record<AppEvent['application'], number>> = {
  'Microsoft Teams': 28375,
  'Microsoft SharePoint Online': 20892,
  'Microsoft OneDrive for Business': 15600,
  'Microsoft Exchange Online': 20893,
  'Office 365': 11161,
  'Microsoft 365': 11161,
};

/** A row of CloudAppEvents. */
export function appEventRow(rng: Rng, time: number, e: AppEvent): Row {
  const id = rng.guid();
  return {
    TimeGenerated: iso(time),
    TenantId: WORKSPACE_ID,
    SourceSystem: '',
    ActionType: e.action,
    ActivityType: e.action.startsWith('File') ? 'Basic' : 'Basic',
    Application: e.application,
    ApplicationId: APP_IDS[e.application],
    AppInstanceId: 0,
    AccountId: e.person.upn,
    AccountDisplayName: e.person.display,
    AccountObjectId: e.person.objectId,
    AccountType: 'Regular',
    IsAdminOperation: e.admin ?? false,
    IsExternalUser: false,
    IsImpersonated: false,
    DeviceType: e.device ?? 'Desktop',
    OSPlatform: e.os ?? 'Windows 11',
    IPAddress: e.net.ip,
    IsAnonymousProxy: false,
    CountryCode: e.net.country,
    City: e.net.city,
    ISP: e.net.holder,
    UserAgent: e.userAgent,
    UserAgentTags: [],
    IPTags: [],
    IPCategory: 'Unknown',
    ActivityObjects: e.object
      ? [{ Type: e.objectType ?? 'File', Role: 'Target object', Name: e.object, Id: guidOf(e.object) }]
      : [],
    ObjectName: e.object ?? '',
    ObjectType: e.object ? (e.objectType ?? 'File') : '',
    ObjectId: e.object ? guidOf(e.object) : '',
    AdditionalFields: {},
    AuditSource: 'Defender for Cloud Apps app connector',
    RawEventData: {
      Id: id,
      Operation: e.action,
      UserId: e.person.upn,
      ClientIP: e.net.ip,
      UserAgent: e.userAgent,
      Workload: e.application.replace(/^Microsoft | Online| for Business/g, ''),
      OrganizationId: TENANT_ID,
      CreationTime: iso(time),
      ...e.raw,
    },
    ReportId: `${rng.int(1_000, 99_999)}_${APP_IDS[e.application]}_${id}`,
    Type: 'CloudAppEvents',
  };
}

export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly uri: string;
  readonly status?: number;
  readonly appId: string;
  readonly principalId?: string;
  readonly person?: Person;
  readonly net: Net;
  readonly userAgent: string;
  readonly scopes?: string;
  readonly roles?: string;
}

/** A row of MicrosoftGraphActivityLogs. */
export function graphRow(rng: Rng, time: number, g: GraphCall): Row {
  return {
    TimeGenerated: iso(time),
    TenantId: WORKSPACE_ID,
    AadTenantId: TENANT_ID,
    SourceSystem: 'Azure',
    ApiVersion: 'v1.0',
    AppId: g.appId,
    ClientAuthMethod: g.person ? 0 : 1,
    ClientRequestId: rng.guid(),
    RequestId: rng.guid(),
    OperationId: rng.guid(),
    DurationMs: rng.int(400, 90_000) * 10,
    IPAddress: g.net.ip,
    Location: 'North Europe',
    RequestMethod: g.method,
    RequestUri: `https://graph.microsoft.com/v1.0${g.uri}`,
    ResponseStatusCode: g.status ?? 200,
    ResponseSizeBytes: rng.int(200, 40_000),
    Roles: g.roles ?? '',
    Scopes: g.scopes ?? '',
    ServicePrincipalId: g.person ? '' : (g.principalId ?? ''),
    UserId: g.person?.objectId ?? '',
    UserAgent: g.userAgent,
    SignInActivityId: rng.hex(22),
    UniqueTokenId: rng.hex(22),
    TokenIssuedAt: iso(time - 1_200_000),
    Type: 'MicrosoftGraphActivityLogs',
  };
}

/** An RFC 5322 message id under the sender's domain. */
export const messageId = (rng: Rng, domain: string = DOMAIN): string => `<${rng.hex(24)}@mail.${domain}>`;
