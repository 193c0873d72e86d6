import type { EventFacts } from '@/lib/domain/event';
import { type Fields, firstOf, known, lower, num, obj, pairs, str, text } from '../fields';
import { ipOf } from '../geo';
import { initiatingProcess, processOf } from '../process';
import type { SourceRow } from '../source';

/** What the row says of the process or file that was acted upon. */
const objectProcess = (c: Fields) =>
  processOf({
    fileName: c.FileName,
    path: c.FolderPath,
    commandLine: c.ProcessCommandLine,
    processId: c.ProcessId,
    creationTime: c.ProcessCreationTime,
    sha256: c.SHA256,
    sha1: c.SHA1,
    md5: c.MD5,
  });

type ReadAction = (c: Fields, details: Fields) => EventFacts | undefined;

const ldapSearch: ReadAction = (c, details) =>
  known({
    kind: 'directoryQuery' as const,
    protocol: 'ldap' as const,
    query: firstOf(details.SearchFilter),
    target: firstOf(details.DistinguishedName),
    process: initiatingProcess(c),
  });

const openProcess: ReadAction = (c, details) => {
  const source = initiatingProcess(c);
  const target = objectProcess(c);
  if (!source || !target) return undefined;
  return known({ kind: 'processAccess' as const, source, target, grantedAccess: num(details.DesiredAccess) });
};

const service: ReadAction = (c, details) =>
  known({
    kind: 'service' as const,
    name: firstOf(details.ServiceName, c.FileName) ?? 'unknown',
    command: firstOf(details.ImagePath, c.ProcessCommandLine, c.FolderPath) ?? '',
    account: firstOf(details.ServiceAccount),
    startType: text(details.ServiceStartType),
  });

const task =
  (action: 'created' | 'updated' | 'deleted'): ReadAction =>
  (c, details) =>
    known({
      kind: 'scheduledTask' as const,
      action,
      name: firstOf(details.TaskName, c.FileName) ?? 'unknown',
      command:
        taskCommand(firstOf(details.TaskContent) ?? text(details.TaskContent)) ??
        firstOf(c.ProcessCommandLine),
    });

/** Command and arguments of a task definition in Task Scheduler's XML; other text as it is. */
export function taskCommand(content: string | undefined): string | undefined {
  if (content === undefined || !content.includes('<')) return content;
  const command = /<Command>([\s\S]*?)<\/Command>/.exec(content)?.[1];
  const args = /<Arguments>([\s\S]*?)<\/Arguments>/.exec(content)?.[1];
  if (command === undefined) return undefined;
  return [command, args]
    .filter((part) => part !== undefined)
    .join(' ')
    .trim();
}

const dns: ReadAction = (c, details) => {
  const name = firstOf(details.DnsQueryString, details.QueryName, c.RemoteUrl);
  return name === undefined
    ? undefined
    : known({
        kind: 'dns' as const,
        name: name.toLowerCase(),
        ip: ipOf(c.LocalIP),
        process: initiatingProcess(c),
      });
};

const HOST_ACTIVITIES: Readonly<Record<string, string>> = {
  namedpipeevent: 'pipeConnected',
  powershellcommand: 'scriptBlock',
  amsiscriptdetection: 'scriptBlock',
  securitylogcleared: 'logCleared',
  useraccountcreated: 'accountManagement',
  useraccountadded: 'accountManagement',
  useraccountaddedtolocalgroup: 'accountManagement',
  useraccountmodified: 'accountManagement',
  passwordchangeattempt: 'accountManagement',
  antivirusdetection: 'antivirus',
  antivirusreport: 'antivirus',
  antivirusscancompleted: 'antivirus',
  tamperingattempt: 'antivirus',
  processcreatedusingwmiquery: 'wmi',
  wmibindeventfiltertoconsumer: 'wmi',
};

const READERS: Readonly<Record<string, ReadAction>> = {
  ldapsearch: ldapSearch,
  openprocessapicall: openProcess,
  readprocessmemoryapicall: openProcess,
  serviceinstalled: service,
  scheduledtaskcreated: task('created'),
  scheduledtaskupdated: task('updated'),
  scheduledtaskdeleted: task('deleted'),
  dnsqueryresponse: dns,
};

/** DeviceEvents holds many kinds of action; those without a kind of their own are host activities under their name. */
export function deviceEventFacts({ c }: SourceRow): EventFacts {
  const action = str(c.ActionType) ?? '';
  const word = action.toLowerCase();
  const details = obj(c.AdditionalFields);
  const read = Object.hasOwn(READERS, word) ? READERS[word]?.(c, details) : undefined;
  if (read) return read;
  const activity = Object.hasOwn(HOST_ACTIVITIES, word) ? HOST_ACTIVITIES[word] : undefined;
  return {
    ...known({
      kind: 'hostActivity' as const,
      activity: activity ?? action,
      object: firstOf(details.PipeName, c.RegistryKey, c.FileName, c.RemoteUrl),
      detail: firstOf(details.Command, details.ScriptContent, c.ProcessCommandLine, lower(c.RemoteUrl)),
      process: initiatingProcess(c),
    }),
    parameters: pairs(c.AdditionalFields),
  };
}
