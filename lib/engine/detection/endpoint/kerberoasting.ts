import { keysWith } from '@/lib/core/keys';
import { DAY, MINUTE } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorName, isBuiltInAccount, subjectActor } from '../evidence';
import { hostStory } from './host-facts';

interface Tickets {
  v: 1;
  asked: [service: string, time: number][];
}

const WINDOW = 10 * MINUTE;
const MANY = 5;
const MAX = 20;
/** RC4-HMAC and RC4-HMAC-EXP: quick to crack, and hardly asked for by anything modern. */
const RC4 = /^0x1[78]$/i;

const stateKey = keysWith('rc4-tickets:');

export const kerberoasting = defineDetector({
  id: 'endpoint.kerberoasting',
  title: 'Kerberoasting',
  summary:
    'One account asked for RC4 tickets of many services within minutes: their passwords can be cracked offline.',
  source: 'Defender for Identity: Suspected Kerberos SPN exposure (2410); ATT&CK T1558.003; Security 4769',
  severity: 'medium',
  domain: 'identity',
  serviceSource: 'microsoftDefenderForIdentity',
  tactic: 'CredentialAccess',
  techniques: ['T1558.003'],
  kinds: ['hostActivity'],
  keys: ({ facts, resolved }) =>
    facts.activity === 'kerberosServiceTicket' ? [stateKey(subjectActor(resolved))] : [],
  step(seen, ctx) {
    const { facts, event, resolved } = seen;
    const service = facts.parameters.ServiceName ?? facts.object ?? '';
    const type = facts.parameters.TicketEncryptionType ?? facts.detail ?? '';
    // Tickets for machine accounts and for the ticket service itself are every session's daily bread.
    const roastable = service !== '' && !service.endsWith('$') && !/^krbtgt/i.test(service);
    if (facts.activity !== 'kerberosServiceTicket' || !RC4.test(type) || !roastable) return [];
    if (isBuiltInAccount(event.actor)) return [];
    const key = stateKey(subjectActor(resolved));
    const tickets = ctx.state.read<Tickets>(key) ?? { v: 1, asked: [] };
    tickets.asked = tickets.asked.filter(([s]) => s !== service);
    tickets.asked.push([service.slice(0, 60), event.time]);
    if (tickets.asked.length > MAX) tickets.asked.shift();
    ctx.state.write(key, tickets);
    const recent = tickets.asked.filter(([, t]) => Math.abs(event.time - t) <= WINDOW);
    if (recent.length < MANY) return [];
    return [
      {
        key: subjectActor(resolved),
        repeatWindow: DAY,
        firstActivity: Math.min(...recent.map(([, t]) => t)),
        description: `${actorName(resolved)} asked for RC4 tickets of ${recent.length} services within ${WINDOW / MINUTE} minutes.`,
        evidence: hostStory(resolved).map((item) =>
          item?.type === 'host' ? { ...item, role: 'attacked' as const } : item,
        ),
        reasons: [
          reason('Services', recent.map(([s]) => s).join(', ')),
          reason('Encryption', type),
          reason('Threshold', `${MANY} services in ${WINDOW / MINUTE} min`),
        ],
      },
    ];
  },
});
