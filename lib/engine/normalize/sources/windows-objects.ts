import type { EventFacts } from '@/lib/domain/event';
import { firstOf, known, lower, str } from '../fields';
import { account } from '../mentions';
import { processOf } from '../process';
import { dataPairs, subjectOf, targetOf } from './windows-accounts';
import type { ReadWindows } from './windows-sysmon';

/** Control access rights that let their holder copy the directory's secrets (MS-ADTS 5.1.3.2.1). */
const REPLICATION_RIGHTS: Readonly<Record<string, string>> = {
  '1131f6aa-9c07-11d1-f79f-00c04fc2dcd2': 'DS-Replication-Get-Changes',
  '1131f6ad-9c07-11d1-f79f-00c04fc2dcd2': 'DS-Replication-Get-Changes-All',
  '89e95b76-444d-4c62-991a-0facbeda640c': 'DS-Replication-Get-Changes-In-Filtered-Set',
};

/** Access to an object; one that uses a replication right is a request to replicate the directory. */
export const objectAccess: ReadWindows = (d, event) => {
  const properties = str(d.Properties) ?? '';
  const rights = Object.entries(REPLICATION_RIGHTS).flatMap(([guid, name]) =>
    properties.toLowerCase().includes(guid) ? [name] : [],
  );
  const process = processOf({ path: firstOf(d.ProcessName), processId: d.ProcessId });
  const facts: EventFacts =
    rights.length > 0
      ? known({
          kind: 'directoryQuery' as const,
          protocol: 'drs' as const,
          query: rights.join(', '),
          target: lower(event.computer),
          process,
        })
      : {
          ...known({
            kind: 'hostActivity' as const,
            activity: 'objectAccess',
            object: firstOf(d.ObjectName),
            detail: firstOf(d.Properties, d.AccessList),
            eventId: event.id,
            process,
          }),
          parameters: dataPairs(d),
        };
  return { facts, actor: subjectOf(d, event) };
};

/** Users, computers and groups that were created, changed or removed; a group's member is the target. */
export const accountManagement: ReadWindows = (d, event) => {
  const member = account({
    sid: d.MemberSid,
    domain: d.TargetDomainName,
    name: commonName(d.MemberName),
    host: event.computer,
  });
  return {
    facts: {
      ...known({
        kind: 'hostActivity' as const,
        activity: 'accountManagement',
        object: firstOf(d.TargetUserName, d.NewTargetUserName),
        detail: firstOf(d.MemberName, d.MemberSid),
        eventId: event.id,
      }),
      parameters: dataPairs(d),
    },
    actor: subjectOf(d, event),
    target: member ?? (d.MemberSid === undefined ? targetOf(d, event) : undefined),
  };
};

/** A distinguished name tells a person's display name, which identifies nobody; a bare account name does. */
const commonName = (value: unknown): string | undefined => {
  const name = firstOf(value);
  return name === undefined || /^CN=/i.test(name) ? undefined : name;
};

export const shareAccess: ReadWindows = (d, event) => {
  const share = firstOf(d.ShareName);
  const relative = firstOf(d.RelativeTargetName);
  return {
    facts: {
      ...known({
        kind: 'hostActivity' as const,
        activity: 'shareAccess',
        object: relative === undefined ? share : `${share ?? ''}\\${relative}`,
        detail: firstOf(d.IpAddress),
        eventId: event.id,
      }),
      parameters: dataPairs(d),
    },
    actor: subjectOf(d, event),
  };
};

const OPERATIONS: Readonly<Record<number, string>> = {
  5136: 'directory object modified',
  5137: 'directory object created',
  5138: 'directory object restored',
  5139: 'directory object moved',
  5141: 'directory object deleted',
};

/** Changes to objects of Active Directory. */
export const directoryObject: ReadWindows = (d, event) => {
  const attribute = firstOf(d.AttributeLDAPDisplayName);
  const removed = str(d.OperationType) === '%%14675';
  const value = firstOf(d.AttributeValue);
  return {
    facts: {
      kind: 'directoryChange',
      operation: OPERATIONS[event.id ?? 0] ?? 'directory object changed',
      category: 'ActiveDirectory',
      success: true,
      targets: [
        {
          ...known({
            type: firstOf(d.ObjectClass) ?? 'object',
            id: lower(d.ObjectGUID)?.replace(/[{}]/g, ''),
            name: firstOf(d.ObjectDN, d.NewObjectDN),
          }),
          changes:
            attribute === undefined
              ? []
              : [known(removed ? { name: attribute, from: value } : { name: attribute, to: value })],
        },
      ],
    },
    actor: subjectOf(d, event),
  };
};
