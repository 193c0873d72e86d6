import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorName, subjectActor } from '../evidence';
import { riskTypeName } from './provider-risk';
import { circumstances, intruderEvidence, severityOf, signInFacts, signInRisk } from './sign-in';

export const providerSignInRisk = defineDetector({
  id: 'identity.provider-sign-in-risk',
  title: 'Risky sign-in, says the identity provider',
  summary: 'The sign-in row itself carries a risk level and risk types that the identity provider gave it.',
  source: 'Microsoft Graph: signIn.riskLevelDuringSignIn, riskEventTypes_v2',
  severity: 'medium',
  domain: 'identity',
  tactic: 'InitialAccess',
  techniques: ['T1078'],
  kinds: ['signIn'],
  step(seen) {
    const { facts, resolved } = seen;
    const level = facts.providerRiskLevel;
    if (!facts.success || (level !== 'low' && level !== 'medium' && level !== 'high')) return [];
    if (
      facts.providerRiskState !== undefined &&
      facts.providerRiskState !== 'atRisk' &&
      facts.providerRiskState !== 'confirmedCompromised'
    )
      return [];
    const type = facts.providerRiskTypes?.[0] ?? 'generic';
    return [
      {
        key: `${subjectActor(resolved)}:${type}:${facts.ip ?? ''}`,
        repeatWindow: DAY,
        title: riskTypeName(type),
        description: `The identity provider rates a sign-in of ${actorName(resolved)} ${level}.`,
        severity: severityOf(level),
        detectionSource: 'azureAdIdentityProtection',
        evidence: intruderEvidence(seen),
        reasons: [
          reason('Provider level', level),
          reason('Provider types', facts.providerRiskTypes?.join(', ') ?? 'none told'),
          ...circumstances(seen),
        ],
        risk: signInRisk(seen, type, level),
        facts: signInFacts(seen),
      },
    ];
  },
});
