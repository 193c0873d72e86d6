import type { EntityMention } from '@/lib/domain/entity';
import type { EventFacts } from '@/lib/domain/event';
import type { TableName } from '@/lib/domain/tables';
import { type Fields, str } from '../fields';
import { keyOf } from '../keys';
import { liftDiagnostic } from '../lift';
import { account, host, principalOf } from '../mentions';
import type { Aliases } from '../shape';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';
import type { Normalizer } from '../types';
import {
  fileFacts,
  imageLoadFacts,
  logonFacts,
  networkFacts,
  processFacts,
  registryFacts,
} from './device-facts';
import { deviceEventFacts } from './device-other';

/** Names of the sensor's own export beside those of the hunting schema. */
const ALIASES: Aliases = {
  machineid: 'DeviceId',
  reportindex: 'ReportId',
  initiatingprocessname: 'InitiatingProcessFileName',
  initiatingprocessimagefilepath: 'InitiatingProcessFolderPath',
  initiatingprocessimagemd5: 'InitiatingProcessMD5',
  initiatingprocessimagesha1: 'InitiatingProcessSHA1',
  initiatingprocessimagesha256: 'InitiatingProcessSHA256',
  initiatingprocessaccountdomainname: 'InitiatingProcessAccountDomain',
  process_commandline: 'InitiatingProcessCommandLine',
  createdprocessfilemd5: 'MD5',
  createdprocessfilesha1: 'SHA1',
  createdprocessfilesha256: 'SHA256',
  createdprocessfilesize: 'FileSize',
  createdprocessintegritylevel: 'ProcessIntegrityLevel',
  createdprocessaccountdomainname: 'AccountDomain',
  computerdnsname: 'DeviceName',
  reporttime: 'Timestamp',
  eventtime: 'Timestamp',
  initiatingprocessaccountazureadid: 'InitiatingProcessAccountObjectId',
  createdprocessname: 'FileName',
  createdprocessfilepath: 'FolderPath',
  createdprocesscommandline: 'ProcessCommandLine',
  createdprocessid: 'ProcessId',
  createdprocesscreationtime: 'ProcessCreationTime',
  createdprocessaccountdomain: 'AccountDomain',
  createdprocessaccountname: 'AccountName',
  createdprocessaccountsid: 'AccountSid',
  createdprocessaccountupn: 'AccountUpn',
  createdprocessaccountazureadid: 'AccountObjectId',
};

/** The account that the initiating process runs as: domain name, SID, UPN and object id in one mention. */
const initiatingAccount = (c: Fields): EntityMention | undefined =>
  account({
    oid: c.InitiatingProcessAccountObjectId,
    upn: c.InitiatingProcessAccountUpn,
    sid: c.InitiatingProcessAccountSid,
    domain: c.InitiatingProcessAccountDomain,
    name: c.InitiatingProcessAccountName,
    host: c.DeviceName,
  });

const rowAccount = (c: Fields): EntityMention | undefined =>
  account({
    oid: c.AccountObjectId,
    upn: c.AccountUpn,
    sid: c.AccountSid,
    domain: c.AccountDomain,
    name: c.AccountName,
    host: c.DeviceName,
  });

type ReadFacts = (row: SourceRow) => EventFacts | Unreadable;

/** Who acted: the account of a logon or of the process that was made, else that of the acting process. */
const actorOf = (c: Fields, own: boolean): EntityMention | undefined =>
  own ? (rowAccount(c) ?? initiatingAccount(c)) : (initiatingAccount(c) ?? rowAccount(c));

function deviceSource(table: TableName, readFacts: ReadFacts, own = false): Normalizer {
  const read = (row: SourceRow): Reading | Unreadable => {
    const { c } = row;
    const machine = host({ name: c.DeviceName, mdeDeviceId: c.DeviceId });
    if (!machine) return new Unreadable('DeviceName', 'the row names no device');
    if (table === 'DeviceEvents' && str(c.ActionType) === undefined) {
      return new Unreadable('ActionType', 'the row names no action');
    }
    const facts = readFacts(row);
    if (facts instanceof Unreadable) return facts;
    const target = own ? undefined : rowAccount(c);
    return {
      facts,
      actor: actorOf(c, own),
      host: machine,
      target,
      principal: principalOf(machine),
      // ReportId repeats over time and devices; together the three columns name a row (Defender's schema reference).
      dedupKey: keyOf(c.ReportId, c.DeviceId ?? c.DeviceName, c.DeviceName, c.Timestamp ?? c.TimeGenerated),
    };
  };
  return defineSource({
    table,
    timeColumns: ['TimeGenerated', 'Timestamp', 'ReportArrivalTimeUtc'],
    aliases: ALIASES,
    lift: liftDiagnostic,
    read,
  });
}

export const deviceProcessEvents = deviceSource('DeviceProcessEvents', processFacts, true);
export const deviceLogonEvents = deviceSource('DeviceLogonEvents', logonFacts, true);
export const deviceNetworkEvents = deviceSource('DeviceNetworkEvents', networkFacts);
export const deviceFileEvents = deviceSource('DeviceFileEvents', fileFacts);
export const deviceRegistryEvents = deviceSource('DeviceRegistryEvents', registryFacts);
export const deviceImageLoadEvents = deviceSource('DeviceImageLoadEvents', imageLoadFacts);
export const deviceEvents = deviceSource('DeviceEvents', deviceEventFacts);
