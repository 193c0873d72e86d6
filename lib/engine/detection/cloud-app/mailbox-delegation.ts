import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import {
  accountByUpn,
  actorEvidence,
  actorName,
  ipEvidence,
  mailboxEvidence,
  subjectActor,
} from '../evidence';
import { bareIp } from './cloud-evidence';

const OPERATIONS = /^(?:add-mailboxpermission|add-recipientpermission|add-mailboxfolderpermission)$/i;
const FULL = /fullaccess|sendas|editor|owner/i;
/** Exchange grants its own services access during moves and discovery. */
const SERVICE =
  /nt authority|exchange servers|organization management|discovery management|microsoft\.exchange/i;

export const mailboxDelegation = defineDetector({
  id: 'cloud-app.mailbox-delegation',
  title: 'Access to a mailbox was given to somebody else',
  summary:
    'Full access or send-as on a mailbox was delegated: quiet, lasting access to another person’s mail.',
  source: 'ATT&CK T1098.002; Microsoft 365 audit: Add-MailboxPermission',
  severity: 'low',
  domain: 'cloudApp',
  tactic: 'Persistence',
  techniques: ['T1098.002'],
  kinds: ['cloudActivity'],
  step(seen) {
    const { facts, resolved } = seen;
    if (!OPERATIONS.test(facts.operation) || !facts.success) return [];
    const rights = facts.parameters.AccessRights ?? '';
    const user = facts.parameters.User ?? facts.parameters.Trustee ?? '';
    const mailbox = facts.parameters.Identity ?? facts.mailboxOwner ?? facts.object ?? '';
    if (!FULL.test(rights) || SERVICE.test(user) || SERVICE.test(actorName(resolved))) return [];
    // Default and Anonymous on a folder opens it to the whole organisation or to the world.
    const everyone = /^(?:default|anonymous|everyone)$/i.test(user);
    return [
      {
        key: `${subjectActor(resolved)}:${mailbox.toLowerCase()}:${user.toLowerCase()}`,
        repeatWindow: DAY,
        severity: everyone ? 'medium' : 'low',
        description: `${actorName(resolved)} gave ${user || 'somebody'} ${rights} on ${mailbox || 'a mailbox'}.`,
        evidence: [
          actorEvidence(resolved, 'compromised'),
          ...(mailbox.includes('@') ? [accountByUpn(mailbox, 'attacked')] : []),
          mailboxEvidence(mailbox, 'attacked'),
          ipEvidence(bareIp(facts.ip), 'contextual', 'unknown', facts.geo),
        ],
        reasons: [reason('Rights', rights), reason('Mailbox', mailbox), reason('Given to', user)],
      },
    ];
  },
});
