import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorName, mailboxEvidence, subjectActor } from '../evidence';
import type { DetectionSettings } from '../types';
import { activityEvidence, activityReasons } from './cloud-evidence';
import { domainOf, mailRuleOf } from './mail-rule';

/** Addresses outside: not the mailbox owner's domain and none of the organisation's. */
function outside(
  targets: readonly string[],
  owner: string | undefined,
  settings: DetectionSettings,
): readonly string[] {
  const own = domainOf(owner);
  return targets.filter((t) => domainOf(t) !== own && !settings.internalDomains.includes(domainOf(t)));
}

export const inboxForwarding = defineDetector({
  id: 'cloud-app.inbox-forwarding',
  title: 'Suspicious inbox forwarding',
  summary: 'A rule or mailbox setting sends mail to an address outside the organisation.',
  source:
    'Defender for Cloud Apps: Suspicious inbox forwarding; Entra ID Protection: suspiciousInboxForwarding',
  severity: 'medium',
  domain: 'cloudApp',
  tactic: 'Collection',
  techniques: ['T1114.003'],
  kinds: ['cloudActivity'],
  step(seen, ctx) {
    const rule = mailRuleOf(seen.facts);
    if (!rule || rule.forwardsTo.length === 0) return [];
    const upn = seen.event.actor?.ids.find((i) => i.kind === 'upn' || i.kind === 'mail')?.value;
    const external = outside(rule.forwardsTo, seen.facts.mailboxOwner ?? upn, ctx.settings);
    if (external.length === 0) return [];
    return [
      {
        key: `${subjectActor(seen.resolved)}:${seen.facts.mailboxOwner ?? ''}`,
        repeatWindow: DAY,
        description: `${actorName(seen.resolved)} set mail to be forwarded to ${external.join(', ')}.`,
        evidence: [
          ...activityEvidence(seen),
          ...external.slice(0, 5).map((a) => mailboxEvidence(a, 'destination', 'suspicious')),
        ],
        reasons: [
          reason('Forwards to', external.join(', ')),
          reason('Set by', rule.isMailboxSetting ? 'mailbox setting' : `rule “${rule.name}”`),
          reason('Takes every message', rule.takesAll ? 'yes' : 'no'),
          reason('Deletes the original', rule.deletes ? 'yes' : 'no'),
          ...activityReasons(seen),
        ],
        risk: { type: 'suspiciousInboxForwarding', level: 'medium', activity: 'user', timing: 'offline' },
      },
    ];
  },
});
