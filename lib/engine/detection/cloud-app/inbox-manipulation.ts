import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorName, subjectActor } from '../evidence';
import type { Reason } from '../types';
import { activityEvidence, activityReasons } from './cloud-evidence';
import { type MailRule, mailRuleOf } from './mail-rule';

/** Words that intruders hide replies by: security warnings, and the money they are after. */
const TELLING =
  /\b(?:hack(?:ed|er)?|phish(?:ing|ed)?|malicious|suspicious|fraud|spam|virus|malware|scam|security|compromised|do not (?:open|click)|helpdesk|invoices?|payments?|wire|transfers?|bank(?:ing)?|iban|swift|payroll|remittance|docusign|password)\b/i;
/** Folders nobody opens. */
const QUIET_FOLDERS =
  /\b(?:rss (?:feeds|subscriptions)|conversation history|archive|junk e-?mail|deleted items|sync issues)\b/i;
const NO_NAME = /^[\s.,;:_\-*~'"!]{0,4}$|^[a-z]{1,2}$/i;
/** Points from which a rule is one that hides mail from its owner; what each is worth is below. */
const THRESHOLD = 3;

/** What about a rule is telling, with points. An ordinary rule (move a newsletter into a folder) gets one at most. */
function tellings(rule: MailRule): readonly { points: number; line: Reason }[] {
  const all: { points: number; line: Reason }[] = [];
  const tell = (points: number, label: string, value: string): void => {
    all.push({ points, line: reason(label, `${value} (${points})`) });
  };
  if (rule.deletes) tell(2, 'Deletes messages', 'yes');
  if (rule.movesTo && QUIET_FOLDERS.test(rule.movesTo))
    tell(2, 'Moves to a folder nobody opens', rule.movesTo);
  else if (rule.movesTo) tell(1, 'Moves messages', rule.movesTo);
  if (rule.marksRead) tell(1, 'Marks as read', 'yes');
  const hides = rule.deletes || rule.movesTo !== undefined || rule.marksRead;
  if (hides && TELLING.test(rule.words)) tell(2, 'Telling words', rule.words.slice(0, 120));
  if (hides && rule.takesAll && rule.deletes) tell(1, 'Takes every message', 'yes');
  if (hides && NO_NAME.test(rule.name)) tell(2, 'Name says nothing', `“${rule.name}”`);
  return all;
}

export const inboxManipulation = defineDetector({
  id: 'cloud-app.inbox-manipulation',
  title: 'Suspicious inbox manipulation rule',
  summary: 'A rule deletes, hides or marks as read what the owner of the mailbox ought to see.',
  source:
    'Defender for Cloud Apps: Suspicious inbox manipulation rule; Microsoft Sentinel: Malicious Inbox Rule (keywords and deletion)',
  severity: 'medium',
  domain: 'cloudApp',
  tactic: 'DefenseEvasion',
  techniques: ['T1564.008', 'T1098'],
  kinds: ['cloudActivity'],
  step(seen) {
    const rule = mailRuleOf(seen.facts);
    if (!rule || rule.isMailboxSetting) return [];
    const told = tellings(rule);
    const points = told.reduce((sum, t) => sum + t.points, 0);
    if (points < THRESHOLD) return [];
    return [
      {
        key: subjectActor(seen.resolved),
        repeatWindow: DAY,
        description: `${actorName(seen.resolved)} set the inbox rule “${rule.name}”, which hides mail from the mailbox's owner.`,
        evidence: activityEvidence(seen),
        reasons: [
          reason('Points', `${points}, from ${THRESHOLD}`),
          ...told.map((t) => t.line),
          ...activityReasons(seen),
        ],
        risk: {
          type: 'mcasSuspiciousInboxManipulationRules',
          level: 'medium',
          activity: 'user',
          timing: 'offline',
        },
      },
    ];
  },
});
