import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { messageEvidence } from '../evidence';
import { recipientEvidence } from './message-story';

export const postDeliveryRemoval = defineDetector({
  id: 'email.post-delivery-removal',
  title: 'Messages removed after delivery',
  summary:
    'Zero-hour auto purge, or a person, took a delivered message back: for a while it could be read. A removal that failed leaves it there.',
  source: 'Defender for Office 365: Email messages containing malicious URL/file removed after delivery',
  severity: 'informational',
  domain: 'email',
  tactic: 'InitialAccess',
  techniques: ['T1566'],
  kinds: ['mailPostDelivery'],
  repeatWindow: DAY,
  step({ facts }) {
    const dangerous = facts.threats.includes('phish') || facts.threats.includes('malware');
    // Moves out of junk by their owner, and bulk mail, are no threat.
    if (!dangerous && !/phish|malware/i.test(facts.actionType ?? '')) return [];
    return [
      {
        key: facts.networkMessageId.toLowerCase(),
        title: facts.success
          ? 'Message removed after delivery'
          : 'A message could not be removed after delivery',
        severity: facts.success ? 'informational' : 'low',
        description: `${facts.actionType ?? 'A removal'} of a message to ${facts.recipient}: ${facts.success ? 'done' : 'failed'}.`,
        evidence: [
          messageEvidence(facts.networkMessageId, undefined, 'attacker', 'malicious'),
          ...recipientEvidence(facts.recipient, 'attacked'),
        ],
        reasons: [
          reason('Action', facts.action),
          reason('Kind', facts.actionType ?? 'not told'),
          reason('Threats', facts.threats.join(', ') || 'not told'),
          reason('Result', facts.success ? 'removed' : 'still there'),
        ],
        facts: [`mail:${facts.networkMessageId.toLowerCase()}:${facts.recipient.toLowerCase()}`],
      },
    ];
  },
});
