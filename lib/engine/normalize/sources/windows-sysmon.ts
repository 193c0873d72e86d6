import type { EntityMention } from '@/lib/domain/entity';
import type { EventFacts } from '@/lib/domain/event';
import type { FileFacts, ProcessInfo, RegistryFacts } from '@/lib/domain/facts/endpoint';
import { bool, type Fields, firstOf, known, num, pairs, str } from '../fields';
import { ipOf } from '../geo';
import { account } from '../mentions';
import { baseName, processOf, sysmonHashes } from '../process';
import type { WindowsEvent } from './windows-row';

/** What an event says and who did it. */
export interface WindowsReading {
  readonly facts: EventFacts;
  readonly actor?: EntityMention | undefined;
  readonly target?: EntityMention | undefined;
}

/** Reads the facts of one event id; undefined where the event lacks what they need. */
export type ReadWindows = (d: Fields, event: WindowsEvent) => WindowsReading | undefined;

const image = (d: Fields): ProcessInfo | undefined => processOf({ path: d.Image, processId: d.ProcessId });
const user = (d: Fields, event: WindowsEvent, name: unknown = d.User): EntityMention | undefined =>
  account({ name, host: event.computer });

const processCreate: ReadWindows = (d, event) => {
  const process = processOf({
    path: d.Image,
    commandLine: d.CommandLine,
    processId: d.ProcessId,
    integrity: d.IntegrityLevel,
    signer: d.Company,
    originalFileName: d.OriginalFileName,
    ...sysmonHashes(d.Hashes),
  });
  const parent = processOf({
    path: d.ParentImage,
    commandLine: d.ParentCommandLine,
    processId: d.ParentProcessId,
  });
  return process && { facts: known({ kind: 'process' as const, process, parent }), actor: user(d, event) };
};

const network: ReadWindows = (d, event) => {
  const outbound = bool(d.Initiated) !== false;
  return {
    facts: known({
      kind: 'network' as const,
      direction: outbound ? ('outbound' as const) : ('inbound' as const),
      localIp: ipOf(outbound ? d.SourceIp : d.DestinationIp),
      localPort: num(outbound ? d.SourcePort : d.DestinationPort),
      remoteIp: ipOf(outbound ? d.DestinationIp : d.SourceIp),
      remotePort: num(outbound ? d.DestinationPort : d.SourcePort),
      remoteUrl: firstOf(outbound ? d.DestinationHostname : d.SourceHostname),
      protocol: str(d.Protocol),
      process: image(d),
    }),
    actor: user(d, event),
  };
};

const imageLoad: ReadWindows = (d, event) => {
  const loaded = processOf({
    path: d.ImageLoaded,
    signer: bool(d.Signed) === false ? undefined : d.Signature,
    originalFileName: d.OriginalFileName,
    ...sysmonHashes(d.Hashes),
  });
  return (
    loaded && {
      facts: known({ kind: 'imageLoad' as const, image: loaded, process: image(d) }),
      actor: user(d, event),
    }
  );
};

const remoteThread: ReadWindows = (d, event) => ({
  facts: {
    ...known({
      kind: 'hostActivity' as const,
      activity: 'remoteThread',
      object: firstOf(d.TargetImage),
      detail: firstOf(d.StartFunction, d.StartAddress),
      eventId: 8,
      process: processOf({ path: d.SourceImage, processId: d.SourceProcessId }),
    }),
    parameters: pairs(
      known({
        StartAddress: str(d.StartAddress),
        StartModule: str(d.StartModule),
        StartFunction: str(d.StartFunction),
      }),
    ),
  },
  actor: user(d, event, d.SourceUser),
});

const processAccess: ReadWindows = (d, event) => {
  const source = processOf({ path: d.SourceImage, processId: d.SourceProcessId });
  const target = processOf({ path: d.TargetImage, processId: d.TargetProcessId });
  if (!source || !target) return undefined;
  const facts = known({
    kind: 'processAccess' as const,
    source,
    target,
    grantedAccess: num(d.GrantedAccess),
    callTrace: str(d.CallTrace),
  });
  return { facts, actor: user(d, event, d.SourceUser) };
};

const file =
  (action: FileFacts['action']): ReadWindows =>
  (d, event) => {
    const path = str(d.TargetFilename);
    if (path === undefined) return undefined;
    const { sha256, sha1, md5 } = sysmonHashes(d.Hashes);
    const facts = known({
      kind: 'file' as const,
      action,
      path,
      fileName: baseName(path),
      sha256,
      sha1,
      md5,
      process: image(d),
    });
    return { facts, actor: user(d, event) };
  };

const REGISTRY_ACTIONS: Readonly<Record<string, RegistryFacts['action']>> = {
  CreateKey: 'keyCreated',
  DeleteKey: 'keyDeleted',
  SetValue: 'valueSet',
  DeleteValue: 'valueDeleted',
};

const registry: ReadWindows = (d, event) => {
  const target = str(d.TargetObject);
  if (target === undefined) return undefined;
  const action = REGISTRY_ACTIONS[str(d.EventType) ?? ''] ?? 'other';
  const slash = target.lastIndexOf('\\');
  const isValue = (action === 'valueSet' || action === 'valueDeleted') && slash > 0;
  const facts = known({
    kind: 'registry' as const,
    action,
    key: isValue ? target.slice(0, slash) : target,
    valueName: isValue ? target.slice(slash + 1) : undefined,
    valueData: str(d.Details),
    process: image(d),
  });
  return { facts, actor: user(d, event) };
};

const pipe =
  (activity: string): ReadWindows =>
  (d, event) => ({
    facts: {
      ...known({
        kind: 'hostActivity' as const,
        activity,
        object: str(d.PipeName),
        eventId: event.id,
        process: image(d),
      }),
      parameters: {},
    },
    actor: user(d, event),
  });

const wmi: ReadWindows = (d, event) => ({
  facts: {
    ...known({
      kind: 'hostActivity' as const,
      activity: 'wmi',
      object: firstOf(d.Name, d.Consumer),
      detail: firstOf(d.Query, d.Destination, d.Filter),
      eventId: event.id,
    }),
    parameters: pairs(
      known({
        Operation: str(d.Operation),
        Type: str(d.Type),
        Consumer: str(d.Consumer),
        Filter: str(d.Filter),
      }),
    ),
  },
  actor: user(d, event),
});

const dns: ReadWindows = (d, event) => {
  const name = str(d.QueryName)?.toLowerCase();
  if (name === undefined) return undefined;
  return {
    facts: known({ kind: 'dns' as const, name, answer: str(d.QueryResults), process: image(d) }),
    actor: user(d, event),
  };
};

/** Microsoft Sysinternals Sysmon, by event id. */
export const SYSMON: Readonly<Record<number, ReadWindows>> = {
  1: processCreate,
  2: file('modified'),
  3: network,
  6: imageLoad,
  7: imageLoad,
  8: remoteThread,
  10: processAccess,
  11: file('created'),
  12: registry,
  13: registry,
  14: registry,
  15: file('created'),
  17: pipe('pipeCreated'),
  18: pipe('pipeConnected'),
  19: wmi,
  20: wmi,
  21: wmi,
  22: dns,
  23: file('deleted'),
  26: file('deleted'),
  27: file('created'),
  28: file('other'),
  29: file('created'),
};
