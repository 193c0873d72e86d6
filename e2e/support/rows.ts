import { createHash, randomUUID } from 'node:crypto';

/** A person whom no other test knows, and where an attacker of theirs comes from. */
export interface Target {
  /** Short and unique: part of every name below. */
  readonly id: string;
  readonly upn: string;
  readonly name: string;
  readonly objectId: string;
  readonly host: string;
  readonly attackerIp: string;
}

const hex = (text: string) => createHash('sha256').update(text).digest('hex');

/** A documentation address (RFC 3849), unique for each name: it has no place and no owner. */
const addressOf = (id: string): string => {
  const digits = hex(id);
  return `2001:db8:${[0, 4, 8, 12].map((at) => digits.slice(at, at + 4)).join(':')}::1`;
};

export function newTarget(prefix = 'pat'): Target {
  const id = `${prefix}-${randomUUID().slice(0, 8)}`;
  return {
    id,
    upn: `${id}@target.example`,
    name: `${id} target`,
    objectId: randomUUID(),
    host: `ws-${id}`,
    attackerIp: addressOf(id),
  };
}

export type Row = Readonly<Record<string, unknown>>;

/** A sign-in like any other. */
export const plainSignIn = (target: Target, at = new Date()): Row => ({
  TimeGenerated: at.toISOString(),
  CreatedDateTime: at.toISOString(),
  Id: randomUUID(),
  OperationName: 'Sign-in activity',
  ResultType: '0',
  AppDisplayName: 'OfficeHome',
  ClientAppUsed: 'Browser',
  IPAddress: target.attackerIp,
  IsInteractive: true,
  UserAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
  UserDisplayName: target.name,
  UserId: target.objectId,
  UserPrincipalName: target.upn,
  UserType: 'Member',
});

/** A sign-in that the identity provider calls anonymous: a medium risk detection. */
export const anonymousSignIn = (target: Target, at = new Date()): Row => ({
  ...plainSignIn(target, at),
  RiskLevelDuringSignIn: 'medium',
  RiskLevelAggregated: 'medium',
  RiskState: 'atRisk',
  RiskEventTypes_V2: '["anonymizedIPAddress"]',
});

/** An inbox rule that sends mail outside, from the same address. */
export const forwardingRule = (target: Target, at = new Date()): Row => ({
  TimeGenerated: at.toISOString(),
  OfficeId: randomUUID(),
  OfficeWorkload: 'Exchange',
  RecordType: 'ExchangeAdmin',
  Operation: 'New-InboxRule',
  ResultStatus: 'True',
  UserId: target.upn,
  UserType: 'Regular',
  ClientIP: `[${target.attackerIp}]:50122`,
  OfficeObjectId: `${target.id}\\..`,
  Parameters: JSON.stringify([
    { Name: 'Name', Value: '..' },
    { Name: 'ForwardTo', Value: `collect-${target.id}@elsewhere.example` },
  ]),
});

/** LSASS dumped on the person's own machine. */
export const memoryDump = (target: Target, at = new Date()): Row => ({
  Timestamp: at.toISOString(),
  DeviceId: hex(target.host).slice(0, 40),
  DeviceName: target.host,
  ActionType: 'ProcessCreated',
  FileName: 'rundll32.exe',
  FolderPath: 'C:\\Windows\\System32\\rundll32.exe',
  ProcessCommandLine: 'rundll32.exe C:\\windows\\System32\\comsvcs.dll MiniDump 756 C:\\t\\l.dmp full',
  ProcessId: 4711,
  AccountUpn: target.upn,
  AccountObjectId: target.objectId,
  AccountName: target.id,
  AccountDomain: 'target',
  InitiatingProcessFileName: 'cmd.exe',
  InitiatingProcessAccountUpn: target.upn,
  InitiatingProcessAccountObjectId: target.objectId,
  ReportId: Math.floor(at.getTime() / 1000),
});

/** A sign-in whose only time cannot be read: it becomes a dead letter. */
export const unreadableSignIn = (target: Target): Row => ({
  ...plainSignIn(target),
  TimeGenerated: 'the day before yesterday',
  CreatedDateTime: undefined,
});

/** LSASS dumped on one person's machine with another one's account: it belongs to the attacks on both. */
export const sharedDump = (one: Target, other: Target): Row => ({
  ...memoryDump(other),
  DeviceId: hex(one.host).slice(0, 40),
  DeviceName: one.host,
});
