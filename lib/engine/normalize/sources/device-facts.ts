import type { EventFacts } from '@/lib/domain/event';
import type {
  FileFacts,
  ImageLoadFacts,
  NetworkFacts,
  ProcessFacts,
  RegistryFacts,
} from '@/lib/domain/facts/endpoint';
import type { LogonFacts } from '@/lib/domain/facts/identity';
import { bool, type Fields, firstOf, known, lower, num, str } from '../fields';
import { ipOf } from '../geo';
import { baseName, initiatingProcess, processOf } from '../process';
import { type SourceRow, Unreadable } from '../source';

const rowProcess = (c: Fields) =>
  processOf({
    fileName: c.FileName,
    path: c.FolderPath,
    commandLine: c.ProcessCommandLine,
    processId: c.ProcessId,
    creationTime: c.ProcessCreationTime,
    sha256: c.SHA256,
    sha1: c.SHA1,
    md5: c.MD5,
    integrity: c.ProcessIntegrityLevel,
    signer: c.ProcessVersionInfoCompanyName,
    originalFileName: c.ProcessVersionInfoOriginalFileName,
  });

export function processFacts({ c }: SourceRow): ProcessFacts | Unreadable {
  const process = rowProcess(c);
  if (!process) return new Unreadable('FileName', 'the row names no process image');
  return known({ kind: 'process' as const, process, parent: initiatingProcess(c) });
}

export function logonFacts({ c }: SourceRow): LogonFacts {
  const action = str(c.ActionType) ?? '';
  const success = !/fail/i.test(action);
  return known({
    kind: 'logon' as const,
    success,
    logonType: str(c.LogonType),
    protocol: str(c.Protocol),
    failure: success ? undefined : (str(c.FailureReason) ?? 'unknown'),
    ip: ipOf(c.RemoteIP),
    sourceHost: lower(c.RemoteDeviceName),
    isLocalAdmin: bool(c.IsLocalAdmin),
  });
}

export function networkFacts({ c }: SourceRow): NetworkFacts {
  const action = str(c.ActionType) ?? '';
  return known({
    kind: 'network' as const,
    direction: /inbound/i.test(action) ? ('inbound' as const) : ('outbound' as const),
    localIp: ipOf(c.LocalIP),
    localPort: num(c.LocalPort),
    remoteIp: ipOf(c.RemoteIP),
    remotePort: num(c.RemotePort),
    remoteUrl: str(c.RemoteUrl),
    protocol: str(c.Protocol),
    process: initiatingProcess(c),
  });
}

const FILE_ACTIONS: Readonly<Record<string, FileFacts['action']>> = {
  filecreated: 'created',
  filemodified: 'modified',
  filedeleted: 'deleted',
  filerenamed: 'renamed',
};

export function fileFacts({ c }: SourceRow): FileFacts | Unreadable {
  const fileName = firstOf(c.FileName);
  if (fileName === undefined) return new Unreadable('FileName', 'the row names no file');
  return known({
    kind: 'file' as const,
    action: FILE_ACTIONS[lower(c.ActionType) ?? ''] ?? 'other',
    path: processOf({ fileName, path: c.FolderPath })?.path ?? fileName,
    fileName: baseName(fileName),
    sha256: lower(c.SHA256),
    sha1: lower(c.SHA1),
    md5: lower(c.MD5),
    process: initiatingProcess(c),
  });
}

const REGISTRY_ACTIONS: Readonly<Record<string, RegistryFacts['action']>> = {
  registrykeycreated: 'keyCreated',
  registrykeydeleted: 'keyDeleted',
  registryvalueset: 'valueSet',
  registryvaluedeleted: 'valueDeleted',
};

export function registryFacts({ c }: SourceRow): RegistryFacts | Unreadable {
  const key = firstOf(c.RegistryKey, c.PreviousRegistryKey);
  if (key === undefined) return new Unreadable('RegistryKey', 'the row names no key');
  return known({
    kind: 'registry' as const,
    action: REGISTRY_ACTIONS[lower(c.ActionType) ?? ''] ?? 'other',
    key,
    valueName: firstOf(c.RegistryValueName),
    valueData: firstOf(c.RegistryValueData),
    process: initiatingProcess(c),
  });
}

export function imageLoadFacts({ c }: SourceRow): ImageLoadFacts | EventFacts | Unreadable {
  const image = rowProcess(c);
  if (!image) return new Unreadable('FileName', 'the row names no image');
  return known({ kind: 'imageLoad' as const, image, process: initiatingProcess(c) });
}
