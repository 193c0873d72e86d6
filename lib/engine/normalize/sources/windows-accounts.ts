import type { EntityMention } from '@/lib/domain/entity';
import { type Fields, pairs } from '../fields';
import { account } from '../mentions';
import type { WindowsEvent } from './windows-row';

/** `Subject…` of a security event: who asked for it. */
export const subjectOf = (d: Fields, event: WindowsEvent): EntityMention | undefined =>
  account({
    sid: d.SubjectUserSid,
    domain: d.SubjectDomainName,
    name: d.SubjectUserName,
    host: event.computer,
  });

/** `Target…` of a security event: whom it is about. */
export const targetOf = (d: Fields, event: WindowsEvent): EntityMention | undefined =>
  account({
    sid: d.TargetUserSid ?? d.TargetSid,
    domain: d.TargetDomainName,
    name: d.TargetUserName,
    host: event.computer,
  });

const littleEndian = (hex: string): number => Number.parseInt(hex.match(/../g)?.reverse().join('') ?? '', 16);

/** A binary SID in hexadecimal (as SQL Server's audit writes it) in its usual form (MS-DTYP 2.4.2). */
export function sidOfHex(hex: string | undefined): string | undefined {
  if (hex === undefined || !/^01[0-9a-f]+$/i.test(hex)) return undefined;
  const count = Number.parseInt(hex.slice(2, 4), 16);
  if (count < 1 || count > 15 || hex.length !== 16 + count * 8) return undefined;
  const parts = Array.from({ length: count }, (_, i) => littleEndian(hex.slice(16 + i * 8, 24 + i * 8)));
  return `S-1-${Number.parseInt(hex.slice(4, 16), 16)}-${parts.join('-')}`;
}

/** The event's data worth keeping as parameters: the named data of security events, short. */
const PARAMETERS =
  /^(?:Target|Member|Service|Ticket|Privilege|Access|Object|Share|Relative|Category|Subcategory|AuditPolicy|Operation|Properties|Status|Logon|Ip|Old|New|Sam|User|Attribute|Sid|param|Threat|Action|Severity|Name|Path|Data|Pre|Encryption|ComputerAccount|Allowed|Dns|Display)/;

export function dataPairs(d: WindowsEvent['data']): Record<string, string> {
  const out: Record<string, unknown> = {};
  for (const key in d) if (PARAMETERS.test(key)) out[key] = d[key];
  return pairs(out);
}
