import { DAY } from '@/lib/core/time';
import type { MailFacts } from '@/lib/domain/facts/mail';
import { defineDetector, reason } from '../define';
import { accountByUpn, domainEvidence, ipEvidence, mailboxEvidence, messageEvidence } from '../evidence';
import type { Reason } from '../types';
import { recipientEvidence } from './message-story';

/** Sender and subject name a campaign: its messages to many people are one fact. */
const campaign = (facts: MailFacts): string =>
  `${facts.sender.toLowerCase()}:${(facts.subject ?? '').toLowerCase().replace(/\d+/g, '#').slice(0, 80)}`;

const evidenceOf = (facts: MailFacts) => [
  messageEvidence(facts.networkMessageId, facts.subject, 'attacker', 'malicious'),
  // A colleague's mailbox is a colleague, whose other detections belong to the same story.
  ...(facts.direction === 'intraOrg' ? [accountByUpn(facts.sender, 'source', 'suspicious')] : []),
  mailboxEvidence(facts.sender, 'source', 'suspicious'),
  ipEvidence(facts.senderIp, 'source', 'suspicious'),
  ...(facts.senderDomain ? [domainEvidence(facts.senderDomain, 'source')] : []),
  ...recipientEvidence(facts.recipient, 'attacked'),
];

const mailReasons = (facts: MailFacts): readonly Reason[] => [
  reason('Sender', facts.sender),
  reason('Recipient', facts.recipient),
  reason('Delivered to', facts.delivery ?? 'not told'),
  reason('Confidence', facts.confidence ?? 'not told'),
  ...(facts.detectionMethods ? [reason('Found by', facts.detectionMethods.slice(0, 200))] : []),
];

const mailFact = (facts: MailFacts): readonly string[] => [
  `mail:${facts.networkMessageId.toLowerCase()}:${facts.recipient.toLowerCase()}`,
];

const failed = (text: string | undefined): boolean => /^(?:soft)?fail|^permerror/i.test(text ?? '');
/** The receiving service's own combined verdict decides; DMARC alone fails for many mailing lists. */
const isSpoof = ({ authentication: a }: MailFacts): boolean =>
  failed(a?.compauth) || (failed(a?.dmarc) && failed(a?.spf) && failed(a?.dkim));

export const phishDelivered = defineDetector({
  id: 'email.phish-delivered',
  title: 'Phishing message delivered',
  summary:
    'A message judged to be phishing reached an inbox: an override, a late verdict or a rule let it in.',
  source: 'Defender for Office 365: Phish delivered due to an override; EmailEvents',
  severity: 'low',
  domain: 'email',
  tactic: 'InitialAccess',
  techniques: ['T1566.002'],
  kinds: ['mail'],
  repeatWindow: DAY,
  step({ facts }) {
    if (facts.delivery !== 'delivered' || !facts.threats.includes('phish')) return [];
    const spoof = isSpoof(facts);
    const high = facts.confidence === 'high';
    return [
      {
        key: campaign(facts),
        title: spoof ? 'Spoofed phishing message delivered' : 'Phishing message delivered',
        severity: high || spoof ? 'medium' : 'low',
        description: `A phishing message of ${facts.sender} was delivered to ${facts.recipient}.`,
        evidence: evidenceOf(facts),
        reasons: [
          ...mailReasons(facts),
          reason(
            'Authentication',
            `SPF ${facts.authentication?.spf ?? '–'}, DKIM ${facts.authentication?.dkim ?? '–'}, DMARC ${facts.authentication?.dmarc ?? '–'}, combined ${facts.authentication?.compauth ?? '–'}`,
          ),
        ],
        facts: mailFact(facts),
      },
    ];
  },
});

export const malwareDelivered = defineDetector({
  id: 'email.malware-delivered',
  title: 'Message with malware delivered',
  summary: 'A message with a malicious attachment reached a mailbox.',
  source: 'Defender for Office 365: Malware campaign detected after delivery',
  severity: 'medium',
  domain: 'email',
  tactic: 'InitialAccess',
  techniques: ['T1566.001'],
  kinds: ['mail'],
  repeatWindow: DAY,
  step({ facts }) {
    if (facts.delivery !== 'delivered' || !facts.threats.includes('malware')) return [];
    return [
      {
        key: campaign(facts),
        description: `A message of ${facts.sender} with malware was delivered to ${facts.recipient}.`,
        evidence: evidenceOf(facts),
        reasons: [...mailReasons(facts), reason('Attachments', facts.attachmentCount ?? 'not told')],
        facts: mailFact(facts),
      },
    ];
  },
});
