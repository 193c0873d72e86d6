import type { EvidenceItem } from '@/lib/domain/entity';
import { reason, type Seen } from '../define';
import { actorEvidence, ipEvidence, mailboxEvidence } from '../evidence';
import type { Reason } from '../types';

/** The account, the address it came from and the mailbox that was touched. */
export function activityEvidence(seen: Seen<'cloudActivity'>): readonly (EvidenceItem | undefined)[] {
  return [
    actorEvidence(seen.resolved, 'compromised'),
    ipEvidence(bareIp(seen.facts.ip), 'attacker', 'suspicious', seen.facts.geo),
    mailboxEvidence(seen.facts.mailboxOwner, 'compromised', 'suspicious'),
  ];
}

/** Exchange writes `[2001:db8::1]:36185` and `192.0.2.1:443`; the port is no part of the address. */
export const bareIp = (ip: string | undefined): string | undefined =>
  ip === undefined
    ? undefined
    : (/^\[([^\]]+)\]/.exec(ip)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(ip)?.[1] ?? ip);

export const activityReasons = (seen: Seen<'cloudActivity'>): readonly Reason[] => [
  reason('Operation', seen.facts.operation),
  ...(seen.facts.ip ? [reason('Address', seen.facts.ip)] : []),
  ...(seen.facts.mailboxOwner ? [reason('Mailbox', seen.facts.mailboxOwner)] : []),
];
