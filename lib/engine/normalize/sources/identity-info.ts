import type { InventoryFacts } from '@/lib/domain/facts/identity';
import { bool, firstOf, known, str, words } from '../fields';
import { keyOf } from '../keys';
import { account, addressOf, principalOf } from '../mentions';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';

/** Names of Defender's copy of the table. */
const ALIASES = {
  accountsid: 'AccountSID',
  onpremsid: 'AccountSID',
  cloudsid: 'AccountCloudSID',
  emailaddress: 'MailAddress',
  accountdisplayname: 'AccountDisplayName',
  jobtitle: 'JobTitle',
};

function read({ c, overflow }: SourceRow): Reading | Unreadable {
  const mails = [c.MailAddress, ...words(c.AdditionalMailAddresses)].flatMap((mail) => addressOf(mail) ?? []);
  const [mail, ...others] = [...new Set(mails)];
  const actor = account({
    oid: c.AccountObjectId,
    upn: c.AccountUPN,
    mail,
    onPremisesSid: c.AccountSID,
    sid: c.AccountCloudSID,
    domain: c.AccountDomain,
    name: firstOf(c.SAMAccountName, c.AccountName),
    display: c.AccountDisplayName,
    extra: others.map((value) => ({ kind: 'mail' as const, value })),
  });
  if (!actor) return new Unreadable('AccountObjectId', 'the row names no account');
  const groups = words(c.GroupMembership);
  const roles = words(c.AssignedRoles);
  const facts: InventoryFacts = known({
    kind: 'inventory' as const,
    subject: 'account' as const,
    department: str(c.Department),
    jobTitle: str(c.JobTitle),
    manager: str(c.Manager),
    groups: groups.length > 0 ? groups : undefined,
    roles: roles.length > 0 ? roles : undefined,
    accountEnabled: bool(c.IsAccountEnabled),
  });
  const id = firstOf(c.AccountObjectId, c.AccountSID, c.AccountUPN, overflow.ReportId);
  return { facts, actor, principal: principalOf(actor), dedupKey: keyOf(id) };
}

export const identityInfo = defineSource({
  table: 'IdentityInfo',
  timeColumns: ['TimeGenerated', 'Timestamp', 'LastSeenDate'],
  aliases: ALIASES,
  read,
});
