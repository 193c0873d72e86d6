import { createHash, randomUUID } from 'node:crypto';
import { plainSignIn, type Row, type Target } from './rows';

const minutes = (n: number): string => new Date(Date.now() - n * 60_000).toISOString();
const hex = (text: string) => createHash('sha256').update(text).digest('hex');

/** A sign-in whose source says where it came from. */
export const placedSignIn = (target: Target, city: string, failed = false): Row => ({
  ...plainSignIn(target, new Date(Date.now() - 90_000)),
  ResultType: failed ? '50126' : '0',
  Location: 'SE',
  LocationDetails: {
    city,
    countryOrRegion: 'SE',
    geoCoordinates: {
      latitude: city === 'Gothenburg' ? 57.7 : 63.8,
      longitude: city === 'Gothenburg' ? 12 : 20.3,
    },
  },
  AppDisplayName: `App ${target.id}`,
  DeviceDetail: { displayName: target.host, operatingSystem: 'Windows11' },
});

/** A person as the directory tells of them. */
export const directoryEntry = (target: Target): Row => ({
  TimeGenerated: minutes(5),
  AccountObjectId: target.objectId,
  AccountUPN: target.upn,
  AccountDisplayName: target.name,
  GroupMembership: [`Group of ${target.id}`],
  IsAccountEnabled: true,
});

const device = (target: Target) => ({
  Timestamp: minutes(3),
  DeviceId: hex(target.host).slice(0, 40),
  DeviceName: `${target.host}.target.example`,
});

export const deviceLogon = (target: Target): Row => ({
  ...device(target),
  ActionType: 'LogonSuccess',
  LogonType: 'Interactive',
  AccountName: target.id,
  AccountDomain: 'target',
  ReportId: 1,
});

/** A connection of the person's device to an address that nothing else names. */
export const connection = (target: Target, address: string): Row => ({
  ...device(target),
  ActionType: 'ConnectionSuccess',
  RemoteIP: address,
  RemotePort: 443,
  RemoteUrl: `www.${target.id}.example`,
  InitiatingProcessFileName: 'curl.exe',
  ReportId: 2,
});

export const processStart = (target: Target): Row => ({
  ...device(target),
  ActionType: 'ProcessCreated',
  FileName: `${target.id}.exe`,
  FolderPath: `C:\\Tools\\${target.id}.exe`,
  SHA256: hex(`${target.id}.exe`),
  InitiatingProcessFileName: 'explorer.exe',
  ReportId: 3,
});
export const hashOf = (target: Target): string => hex(`${target.id}.exe`);

/** A message to the person with a link, a click on it, and its removal. */
export function message(target: Target): { id: string; rows: Readonly<Record<string, readonly Row[]>> } {
  const id = randomUUID();
  const common = { NetworkMessageId: id, Timestamp: minutes(4), RecipientEmailAddress: target.upn };
  const url = `https://www.${target.id}.example/offer`;
  return {
    id,
    rows: {
      EmailEvents: [
        {
          ...common,
          ReportId: 'a',
          SenderFromAddress: `news@${target.id}.example`,
          SenderFromDomain: `${target.id}.example`,
          Subject: `Offer for ${target.id}`,
          DeliveryAction: 'Delivered',
          DeliveryLocation: 'Inbox/folder',
          EmailDirection: 'Inbound',
        },
      ],
      EmailUrlInfo: [
        { ...common, ReportId: 'b', Url: url, UrlDomain: `www.${target.id}.example`, UrlLocation: 'Body' },
      ],
      UrlClickEvents: [
        {
          ...common,
          ReportId: 'c',
          AccountUpn: target.upn,
          Url: url,
          ActionType: 'ClickAllowed',
          Workload: 'Email',
        },
      ],
      EmailPostDeliveryEvents: [
        {
          ...common,
          ReportId: 'd',
          ActionType: 'Manual Remediation',
          ActionTrigger: 'AdminAction',
          ActionResult: 'Success',
        },
      ],
    },
  };
}

/** Consent to an application, as the directory's audit tells. */
export const consent = (target: Target, appId: string): Row => ({
  TimeGenerated: minutes(6),
  Id: randomUUID(),
  OperationName: 'Consent to application',
  ActivityDisplayName: 'Consent to application',
  Category: 'ApplicationManagement',
  Result: 'success',
  InitiatedBy: { user: { userPrincipalName: target.upn, id: target.objectId } },
  TargetResources: [
    { id: appId, displayName: `App of ${target.id}`, type: 'ServicePrincipal', modifiedProperties: [] },
  ],
});
