import { DAY, HOUR, MINUTE } from '@/lib/core/time';
import type { Tactic } from '@/lib/domain/alert';
import type { Severity } from '@/lib/domain/severity';
import { defineDetector, reason, type Seen, type SignalDraft } from '../define';
import { actorEvidence, actorName, ipEvidence, resourceEvidence, subjectActor } from '../evidence';
import type { Detector } from '../types';

/** What one account did of one sort within the window: distinct resources with the time of the last operation. */
interface Operations {
  v: 1;
  did: [what: string, time: number, row: string][];
}

interface MassRule {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly source: string;
  readonly severity: Severity;
  readonly tactic: Tactic;
  readonly techniques: readonly string[];
  readonly provider: 'azure' | 'aws';
  readonly operation: RegExp;
  readonly window: number;
  readonly many: number;
  /** Refused calls count too: listing and fetching go on until something is allowed. */
  readonly attempts: boolean;
  readonly verb: string;
}

const MAX = 40;

/** What an operation was done to. A batch call is about something else each time, whatever its filter says. */
function what({ facts, event }: Seen<'cloudControl'>): string {
  if (/^batch/i.test(facts.operation)) return event.rowId;
  const named = facts.resourceId ?? Object.values(facts.parameters).join(' ');
  return (named === '' ? facts.operation : named).slice(-80).toLowerCase();
}

function massDraft(rule: MassRule, seen: Seen<'cloudControl'>, recent: Operations['did']): SignalDraft {
  const { facts, resolved } = seen;
  return {
    key: subjectActor(resolved),
    repeatWindow: DAY,
    firstActivity: Math.min(...recent.map(([, t]) => t)),
    description: `${actorName(resolved)} ${rule.verb} ${recent.length} within ${rule.window / MINUTE} minutes.`,
    evidence: [
      actorEvidence(resolved, 'compromised'),
      ipEvidence(facts.ip, 'attacker', 'suspicious', facts.geo),
      resourceEvidence(facts.resourceId, 'attacked'),
    ],
    rowIds: recent.map(([, , row]) => row),
    reasons: [
      reason('Resources', recent.length),
      reason('Threshold', `${rule.many} within ${rule.window / MINUTE} min`),
      reason('Last operation', facts.operation),
      reason('Result', facts.success ? 'done' : 'refused'),
    ],
  };
}

function massOperation(rule: MassRule): Detector {
  const key = (account: string): string => `operations:${rule.id}:${account}`;
  const isOne = ({ facts }: Seen<'cloudControl'>): boolean =>
    facts.provider === rule.provider &&
    rule.operation.test(facts.operation) &&
    (facts.success || rule.attempts);
  return defineDetector({
    id: rule.id,
    title: rule.title,
    summary: rule.summary,
    source: rule.source,
    severity: rule.severity,
    domain: 'cloudInfrastructure',
    tactic: rule.tactic,
    techniques: rule.techniques,
    kinds: ['cloudControl'],
    keys: (seen) => (isOne(seen) ? [key(subjectActor(seen.resolved))] : []),
    step(seen, ctx) {
      const { event, resolved } = seen;
      if (!isOne(seen)) return [];
      const state = ctx.state.read<Operations>(key(subjectActor(resolved))) ?? { v: 1, did: [] };
      const name = what(seen);
      // Azure tells one deletion several times (started, accepted, succeeded): a resource counts once.
      const known = state.did.find(([w]) => w === name);
      if (known) known[1] = Math.max(known[1], event.time);
      else state.did.push([name, event.time, event.rowId]);
      if (state.did.length > MAX) state.did.shift();
      ctx.state.write(key(subjectActor(resolved)), state);
      const recent = state.did.filter(([, t]) => Math.abs(event.time - t) <= rule.window);
      if (recent.length < rule.many) return [];
      return [massDraft(rule, seen, recent)];
    },
  });
}

export const MASS_OPERATIONS: readonly Detector[] = [
  massOperation({
    id: 'cloud-control.azure-mass-deletion',
    title: 'Azure resources deleted in bulk',
    summary: 'One account deleted many machines, vaults or resource groups within an hour.',
    source:
      'Microsoft Sentinel: Mass cloud resource deletions; Defender for Cloud Apps: Multiple delete VM activities',
    severity: 'medium',
    tactic: 'Impact',
    techniques: ['T1485'],
    provider: 'azure',
    operation:
      /\/(?:resourcegroups|virtualmachines|vaults|storageaccounts|databases|servers|sites|workflows|disks|virtualnetworks|managedclusters|connections|customapis)\/delete$|^delete (?:virtual|resource|storage|sql|key)/i,
    window: HOUR,
    many: 10,
    attempts: false,
    verb: 'deleted resources:',
  }),
  massOperation({
    id: 'cloud-control.aws-secrets-retrieved',
    title: 'AWS secrets fetched in bulk',
    summary: 'One caller read many secrets, parameters or instance passwords within minutes.',
    source: 'Stratus Red Team: aws.credential-access.*; ATT&CK T1555.006, T1552.005',
    severity: 'medium',
    tactic: 'CredentialAccess',
    techniques: ['T1555.006', 'T1552.005'],
    provider: 'aws',
    operation: /^(?:GetSecretValue|BatchGetSecretValue|GetPasswordData|GetParameters?|GetParametersByPath)$/,
    window: 15 * MINUTE,
    many: 5,
    attempts: true,
    verb: 'asked for secrets:',
  }),
  massOperation({
    id: 'cloud-control.aws-user-data-read',
    title: 'AWS start scripts read in bulk',
    summary: 'One caller read the start scripts of many instances, where passwords are often left.',
    source: 'Stratus Red Team: aws.discovery.ec2-download-user-data; ATT&CK T1552.005',
    severity: 'medium',
    tactic: 'Discovery',
    techniques: ['T1552.005', 'T1580'],
    provider: 'aws',
    operation: /^DescribeInstanceAttribute$/,
    window: 15 * MINUTE,
    many: 10,
    attempts: true,
    verb: 'read instance attributes:',
  }),
];
