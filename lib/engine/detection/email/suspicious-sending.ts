import { DAY, HOUR } from '@/lib/core/time';
import { defineDetector, reason, type Seen } from '../define';
import { accountByUpn, ipEvidence, mailboxEvidence } from '../evidence';

/** What one sender sent lately. Recipients are counted by hour; only their number is kept. */
interface Outbound {
  v: 1;
  first: number;
  hours: [hour: number, sent: number, bad: number][];
  busiest: number;
}

const MAX_HOURS = 26;
/** Messages in two hours: people write dozens; newsletters and machines have their own baseline. */
const FLOOR = 150;
const FACTOR = 6;
/** Outbound messages in two hours that the filter itself called spam, phish or malware. */
const BAD = 5;
const LEARNING = 7 * DAY;

const stateKey = (sender: string): string => `outbound:${sender.toLowerCase()}`;
const leaves = ({ facts }: Seen<'mail'>): boolean =>
  facts.direction === 'outbound' || facts.direction === 'intraOrg';

function count(outbound: Outbound, hour: number, bad: boolean): void {
  const slot = outbound.hours.find(([h]) => h === hour);
  if (slot) {
    slot[1] += 1;
    if (bad) slot[2] += 1;
    return;
  }
  outbound.hours.push([hour, 1, bad ? 1 : 0]);
  outbound.hours.sort((a, b) => a[0] - b[0]);
  if (outbound.hours.length <= MAX_HOURS) return;
  outbound.busiest = Math.max(outbound.busiest, outbound.hours.shift()?.[1] ?? 0);
}

export const suspiciousSending = defineDetector({
  id: 'email.suspicious-sending',
  title: 'Suspicious sending pattern',
  summary:
    'An account sends far more mail than it ever did, or mail that the outbound filter calls spam or phish.',
  source:
    'Defender for Office 365: Suspicious email sending patterns detected; Entra ID Protection: suspiciousSendingPatterns (moves the user to medium)',
  severity: 'medium',
  domain: 'email',
  tactic: 'LateralMovement',
  techniques: ['T1534', 'T1566.002'],
  kinds: ['mail'],
  repeatWindow: 6 * HOUR,
  keys: (seen) => (leaves(seen) ? [stateKey(seen.facts.sender)] : []),
  step(seen, ctx) {
    const { facts, event } = seen;
    if (!leaves(seen)) return [];
    const key = stateKey(facts.sender);
    const outbound = ctx.state.read<Outbound>(key) ?? { v: 1, first: event.time, hours: [], busiest: 0 };
    const hour = Math.floor(event.time / HOUR);
    count(outbound, hour, facts.threats.length > 0);
    outbound.first = Math.min(outbound.first, event.time);
    ctx.state.write(key, outbound);
    const recent = outbound.hours.filter(([h]) => h === hour || h === hour - 1);
    const sent = recent.reduce((n, [, s]) => n + s, 0);
    const bad = recent.reduce((n, [, , b]) => n + b, 0);
    const usual = Math.max(
      outbound.busiest,
      0,
      ...outbound.hours.filter(([h]) => h < hour - 1).map(([, s]) => s),
    );
    const learning = event.time - outbound.first < LEARNING;
    const limit = learning ? FLOOR * FACTOR : Math.max(FLOOR, usual * FACTOR);
    if (bad < BAD && sent < limit) return [];
    return [
      {
        key: facts.sender.toLowerCase(),
        description: `${facts.sender} sent ${sent} messages within two hours, ${bad} of them judged bad; ${usual} in the busiest hour before.`,
        evidence: [
          accountByUpn(facts.sender, 'compromised', 'suspicious'),
          mailboxEvidence(facts.sender, 'compromised', 'suspicious'),
          ipEvidence(facts.senderIp, 'contextual'),
        ],
        reasons: [
          reason('Messages in two hours', sent),
          reason('Judged spam, phish or malware', `${bad}, from ${BAD}`),
          reason('Busiest hour before', usual),
          reason('Limit', limit),
        ],
        risk: { type: 'suspiciousSendingPatterns', level: 'medium', activity: 'user', timing: 'offline' },
      },
    ];
  },
});
