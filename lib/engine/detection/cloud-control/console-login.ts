import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorEvidence, actorName, ipEvidence, subjectActor } from '../evidence';

export const awsConsoleLogin = defineDetector({
  id: 'cloud-control.aws-console-login',
  title: 'AWS console entered without a second factor',
  summary: 'The root user, or an IAM user without MFA, signed in to the console.',
  source: 'Stratus Red Team: aws.initial-access.console-login-without-mfa; CIS AWS Foundations 1.7, 1.10',
  severity: 'low',
  domain: 'cloudInfrastructure',
  serviceSource: 'throughline',
  tactic: 'InitialAccess',
  techniques: ['T1078.004'],
  kinds: ['signIn'],
  step({ facts, event, resolved }) {
    if (event.table !== 'AWSCloudTrail' || !facts.success) return [];
    const ids = event.actor?.ids.map((i) => i.value) ?? [];
    const root = ids.some((v) => v.endsWith(':root')) || /^root$/i.test(event.actor?.name ?? '');
    // A federated role has had its second factor at the identity provider, which AWS cannot see.
    const federated = ids.some((v) => v.includes(':assumed-role/'));
    if (!root && (facts.mfa !== false || federated)) return [];
    return [
      {
        key: subjectActor(resolved),
        repeatWindow: DAY,
        title: root ? 'AWS root user signed in' : 'AWS console entered without a second factor',
        severity: root ? 'medium' : 'low',
        description: `${actorName(resolved)} signed in to the AWS console${facts.mfa === false ? ' without a second factor' : ''}.`,
        evidence: [
          actorEvidence(resolved, 'compromised'),
          ipEvidence(facts.ip, 'source', 'unknown', facts.geo),
        ],
        reasons: [
          reason('Root user', root ? 'yes' : 'no'),
          reason('Multifactor', facts.mfa === false ? 'not used' : 'used or not told'),
        ],
      },
    ];
  },
});
