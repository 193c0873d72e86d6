import { defineDetector, reason } from '../define';
import { actorEvidence, actorName, ipEvidence, subjectActor } from '../evidence';
import { severityOf } from './sign-in';

/** What the provider's detections are called on its own pages, for the types that come most. */
const NAMES: Readonly<Record<string, string>> = {
  unfamiliarFeatures: 'Unfamiliar sign-in properties',
  anonymizedIPAddress: 'Anonymous IP address',
  unlikelyTravel: 'Atypical travel',
  mcasImpossibleTravel: 'Impossible travel',
  maliciousIPAddress: 'Malicious IP address',
  passwordSpray: 'Password spray',
  leakedCredentials: 'Leaked credentials',
  anomalousToken: 'Anomalous token',
  attackerinTheMiddle: 'Attacker in the middle',
  nationStateIP: 'Verified threat actor IP',
  investigationsThreatIntelligence: 'Microsoft Entra threat intelligence',
  attemptedPrtAccess: 'Possible attempt to access the primary refresh token',
  suspiciousInboxForwarding: 'Suspicious inbox forwarding',
  mcasSuspiciousInboxManipulationRules: 'Suspicious inbox manipulation rules',
  newCountry: 'New country',
};

export const riskTypeName = (type: string): string => NAMES[type] ?? `Risk detection ${type}`;

/** One provider detection stays one alert for good: its id is the key and nothing expires. */
const FOREVER = 0;

export const providerRisk = defineDetector({
  id: 'identity.provider-risk',
  title: 'Risk detection of the identity provider',
  summary: 'The identity provider raised a risk detection of its own (AADUserRiskEvents).',
  source: 'Microsoft Graph: riskDetection',
  severity: 'medium',
  domain: 'identity',
  tactic: 'InitialAccess',
  techniques: ['T1078'],
  kinds: ['providerRisk'],
  repeatWindow: FOREVER,
  step({ facts, resolved }) {
    const active = facts.state === 'atRisk' || facts.state === 'confirmedCompromised';
    if (!active || facts.level === 'none') return [];
    // `hidden` is what a tenant without the licence sees: there is a risk, its level is not told.
    const level = facts.level === 'hidden' ? 'low' : facts.level;
    return [
      {
        key: facts.detectionId,
        title: riskTypeName(facts.type),
        description: `The identity provider sees ${actorName(resolved)} at risk: ${riskTypeName(facts.type)}.`,
        severity: severityOf(level),
        detectionSource: 'azureAdIdentityProtection',
        evidence: [
          actorEvidence(resolved, 'compromised'),
          ipEvidence(facts.ip, 'attacker', 'suspicious', facts.geo),
        ],
        reasons: [
          reason('Provider detection', facts.detectionId),
          reason('Type', facts.type),
          reason('Level', facts.level),
          reason('State', facts.state),
          reason('Account', subjectActor(resolved)),
        ],
        risk: {
          type: facts.type,
          level,
          activity: facts.activity,
          timing: 'notDefined',
          ...(facts.requestId ? { signInId: facts.requestId } : {}),
        },
        facts: facts.requestId ? [`signin:${facts.requestId}`] : [],
      },
    ];
  },
});
