import type { LogonFacts } from '@/lib/domain/facts/identity';
import { firstOf, known, lower, num, str } from '../fields';
import { ipOf } from '../geo';
import { processOf } from '../process';
import { taskCommand } from './device-other';
import { dataPairs, subjectOf, targetOf } from './windows-accounts';
import { accountManagement, directoryObject, objectAccess, shareAccess } from './windows-objects';
import type { WindowsEvent } from './windows-row';
import type { ReadWindows, WindowsReading } from './windows-sysmon';

const LOGON_TYPES: Readonly<Record<string, string>> = {
  2: 'Interactive',
  3: 'Network',
  4: 'Batch',
  5: 'Service',
  7: 'Unlock',
  8: 'NetworkCleartext',
  9: 'NewCredentials',
  10: 'RemoteInteractive',
  11: 'CachedInteractive',
};

const logon =
  (success: boolean): ReadWindows =>
  (d, event) => {
    const type = str(d.LogonType);
    const facts: LogonFacts = known({
      kind: 'logon' as const,
      success,
      logonType: type === undefined ? undefined : (LOGON_TYPES[type] ?? type),
      protocol: firstOf(d.AuthenticationPackageName),
      failure: success
        ? undefined
        : (firstOf(d.SubStatus === '0x00000000' ? undefined : d.SubStatus, d.Status, d.FailureReason) ??
          'unknown'),
      ip: ipOf(d.IpAddress),
      sourceHost: lower(d.WorkstationName),
    });
    const actor = targetOf(d, event);
    const subject = subjectOf(d, event);
    return { facts, actor: actor ?? subject, target: actor ? undefined : targetOf(d, event) };
  };

/** Ticket and credential validation on a domain controller: a logon without a session. */
const validation =
  (protocol: string): ReadWindows =>
  (d, event) => {
    const status = num(d.Status) ?? (event.id === 4771 ? 1 : 0);
    const facts: LogonFacts = known({
      kind: 'logon' as const,
      success: status === 0,
      protocol,
      failure: status === 0 ? undefined : (str(d.Status) ?? 'unknown'),
      ip: ipOf(d.IpAddress),
      sourceHost: lower(firstOf(d.Workstation, d.WorkstationName)),
    });
    // 4776 names no domain: the account is one of the machine's own, or of the domain where it is a controller.
    return { facts, actor: targetOf(d, event) };
  };

/** A host activity with every datum of the event as a parameter. */
export function activity(
  name: string,
  object?: (d: WindowsEvent['data']) => unknown,
  detail?: (d: WindowsEvent['data']) => unknown,
): ReadWindows {
  return (d, event): WindowsReading => ({
    facts: {
      ...known({
        kind: 'hostActivity' as const,
        activity: name,
        object: firstOf(object?.(d)),
        detail: firstOf(detail?.(d)),
        eventId: event.id,
        process: processOf({ path: firstOf(d.ProcessName), processId: d.ProcessId }),
      }),
      parameters: dataPairs(d),
    },
    actor: subjectOf(d, event),
    target: targetOf(d, event),
  });
}

const processCreate: ReadWindows = (d, event) => {
  const process = processOf({
    path: d.NewProcessName,
    commandLine: firstOf(d.CommandLine, d.ProcessCommandLine),
    processId: d.NewProcessId,
    integrity: d.MandatoryLabel,
  });
  const parent = processOf({ path: firstOf(d.ParentProcessName), processId: d.ProcessId });
  return (
    process && {
      facts: known({ kind: 'process' as const, process, parent }),
      actor: targetOf(d, event) ?? subjectOf(d, event),
    }
  );
};

const service: ReadWindows = (d, event) => ({
  facts: known({
    kind: 'service' as const,
    name: firstOf(d.ServiceName) ?? 'unknown',
    command: firstOf(d.ServiceFileName, d.ImagePath) ?? '',
    account: firstOf(d.ServiceAccount, d.AccountName),
    startType: firstOf(d.ServiceStartType, d.StartType),
  }),
  actor: subjectOf(d, event),
});

const task =
  (action: 'created' | 'updated' | 'deleted'): ReadWindows =>
  (d, event) => ({
    facts: known({
      kind: 'scheduledTask' as const,
      action,
      name: firstOf(d.TaskName) ?? 'unknown',
      command: taskCommand(firstOf(d.TaskContent, d.TaskContentNew)),
    }),
    actor: subjectOf(d, event),
  });

const connection: ReadWindows = (d) => {
  const inbound = str(d.Direction) === '%%14592' || /inbound/i.test(str(d.Direction) ?? '');
  return {
    facts: known({
      kind: 'network' as const,
      direction: inbound ? ('inbound' as const) : ('outbound' as const),
      localIp: ipOf(inbound ? d.DestAddress : d.SourceAddress),
      localPort: num(inbound ? d.DestPort : d.SourcePort),
      remoteIp: ipOf(inbound ? d.SourceAddress : d.DestAddress),
      remotePort: num(inbound ? d.SourcePort : d.DestPort),
      protocol: str(d.Protocol),
      process: processOf({ path: d.Application, processId: firstOf(d.ProcessId, d.ProcessID) }),
    }),
  };
};

const each = (ids: readonly number[], read: ReadWindows): Record<number, ReadWindows> =>
  Object.fromEntries(ids.map((id) => [id, read]));

/** Microsoft-Windows-Security-Auditing and the log service, by event id. */
export const SECURITY: Readonly<Record<number, ReadWindows>> = {
  1102: activity('logCleared'),
  4624: logon(true),
  4625: logon(false),
  4648: activity('explicitCredentials', (d) => d.TargetServerName),
  4672: activity('specialPrivileges', undefined, (d) => d.PrivilegeList),
  ...each(
    [4673, 4674],
    activity(
      'privilegedService',
      (d) => d.ObjectName ?? d.Service,
      (d) => d.PrivilegeList,
    ),
  ),
  4688: processCreate,
  4697: service,
  4698: task('created'),
  4699: task('deleted'),
  ...each([4700, 4701, 4702], task('updated')),
  ...each(
    [4719, 4907, 4912],
    activity(
      'auditPolicy',
      (d) => d.SubcategoryGuid,
      (d) => d.AuditPolicyChanges,
    ),
  ),
  ...each(
    [4720, 4722, 4723, 4724, 4725, 4726, 4738, 4740, 4741, 4742, 4743, 4765, 4766, 4767, 4781, 4794],
    accountManagement,
  ),
  ...each(
    [4727, 4728, 4729, 4730, 4731, 4732, 4733, 4734, 4735, 4737, 4746, 4751, 4754, 4755, 4756, 4757, 4758],
    accountManagement,
  ),
  ...each([4656, 4657, 4658, 4660, 4661, 4662, 4663, 4670, 4690], objectAccess),
  4768: validation('Kerberos'),
  4769: activity(
    'kerberosServiceTicket',
    (d) => d.ServiceName,
    (d) => d.TicketEncryptionType,
  ),
  4771: validation('Kerberos'),
  4776: validation('NTLM'),
  ...each([5136, 5137, 5138, 5139, 5141], directoryObject),
  ...each([5140, 5145], shareAccess),
  ...each([5152, 5154, 5156, 5157, 5158], connection),
};
