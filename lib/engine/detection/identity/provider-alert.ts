import { type Domain, type ServiceSource, TACTICS, type Tactic } from '@/lib/domain/alert';
import type { EvidenceItem } from '@/lib/domain/entity';
import { defineDetector, reason } from '../define';
import { accountByUpn } from '../evidence';

const FOREVER = 0;

/** The domain that a product watches. */
const DOMAIN_OF: Partial<Record<ServiceSource, Domain>> = {
  azureAdIdentityProtection: 'identity',
  microsoftDefenderForIdentity: 'identity',
  microsoftDefenderForEndpoint: 'endpoint',
  microsoftDefenderForCloudApps: 'cloudApp',
  microsoftAppGovernance: 'cloudApp',
  microsoftDefenderForOffice365: 'email',
  microsoftDefenderForCloud: 'cloudInfrastructure',
};

/** Categories that products use beside ATT&CK's own tactics. */
const CATEGORY_TACTICS: Readonly<Record<string, Tactic>> = {
  malware: 'Execution',
  ransomware: 'Impact',
  suspiciousactivity: 'Execution',
  suspiciousbehavior: 'Execution',
  unwantedsoftware: 'Execution',
  exploit: 'Execution',
  credentialtheft: 'CredentialAccess',
  threatmanagement: 'InitialAccess',
  phishing: 'InitialAccess',
  commandandcontrol: 'CommandAndControl',
};

/** The first ATT&CK tactic that a category text names. */
function tacticOf(category: string | undefined): Tactic {
  const words = (category ?? '').split(/[,;]/).map((w) => w.toLowerCase().replace(/[^a-z]/g, ''));
  for (const word of words) {
    const tactic = TACTICS.find((t) => t.toLowerCase() === word) ?? CATEGORY_TACTICS[word];
    if (tactic) return tactic;
  }
  return 'InitialAccess';
}

/** Products of mail name mailboxes, products of identity the accounts behind them: both stand in the alert. */
function withMailboxAccounts(evidence: readonly EvidenceItem[]): readonly EvidenceItem[] {
  const addresses = new Set(
    evidence.filter((e) => e.type === 'account').flatMap((e) => e.ids.map((id) => id.value.toLowerCase())),
  );
  const accounts = evidence.flatMap((item) => {
    const address = item.ids.find((id) => id.kind === 'mailboxAddress')?.value.toLowerCase();
    if (item.type !== 'mailbox' || address === undefined || addresses.has(address)) return [];
    addresses.add(address);
    return [accountByUpn(address, item.role, item.verdict)];
  });
  return [...evidence, ...accounts];
}

export const providerAlert = defineDetector({
  id: 'provider.alert',
  title: "Another product's alert",
  summary:
    'An alert that another security product raised and sent here (SecurityAlert, alerts_v2, AlertInfo with AlertEvidence).',
  source: 'Microsoft Graph: security alert; Microsoft Sentinel: SecurityAlert',
  severity: 'medium',
  domain: 'identity',
  tactic: 'InitialAccess',
  techniques: [],
  kinds: ['providerAlert'],
  repeatWindow: FOREVER,
  step({ facts }) {
    return [
      {
        key: `${facts.serviceSource}:${facts.providerAlertId}`,
        title: facts.title,
        description: facts.description,
        severity: facts.severity,
        serviceSource: facts.serviceSource,
        detectionSource: facts.detectionSource,
        domain: DOMAIN_OF[facts.serviceSource] ?? 'endpoint',
        tactic: tacticOf(facts.category),
        techniques: facts.techniques,
        firstActivity: Math.min(facts.firstActivity, facts.lastActivity),
        lastActivity: Math.max(facts.firstActivity, facts.lastActivity),
        evidence: withMailboxAccounts(facts.evidence),
        reasons: [
          reason('Product', facts.productName ?? facts.serviceSource),
          reason('Alert id there', facts.providerAlertId),
          ...(facts.containsAlertIds?.length
            ? [reason('Alerts it contains', facts.containsAlertIds.length)]
            : []),
        ],
        provider: {
          alertId: facts.providerAlertId,
          ...(facts.providerIncidentId ? { incidentId: facts.providerIncidentId } : {}),
          ...(facts.evidenceOnly ? {} : { status: facts.status }),
          ...(facts.productName ? { productName: facts.productName } : {}),
          ...(facts.alertUrl ? { alertUrl: facts.alertUrl } : {}),
        },
        facts: [`alert:${facts.providerAlertId}`],
      },
    ];
  },
});
