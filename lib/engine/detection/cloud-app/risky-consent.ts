import { DAY } from '@/lib/core/time';
import type { EvidenceItem } from '@/lib/domain/entity';
import { defineDetector, reason, type Seen } from '../define';
import { actorEvidence, actorName, appEvidence, ipEvidence, subjectActor } from '../evidence';
import { keysForChange, rememberChange } from './app-changes';
import {
  type ApplicationNames,
  added,
  applicationNames,
  changesOf,
  isLasting,
  normalOperation,
  strongPermissions,
} from './permissions';

type Grant = Seen<'directoryChange' | 'cloudActivity'>;

const OPERATIONS =
  /^(?:consent to application|add delegated permission grant|add oauth2permissiongrant|add app role assignment(?: to service principal| grant to user)?|authorize)$/;

/** The permissions that a grant added, as one text. */
function grantedBy({ facts }: Grant): string {
  if (facts.kind === 'cloudActivity') {
    return ['Permissions', 'permissions', 'Scope', 'scope', 'scope_data']
      .map((name) => facts.parameters[name] ?? '')
      .join(' ');
  }
  return facts.targets
    .flatMap((t) => changesOf(t, /scope|permissions|approle\.value|approle\.displayname/i))
    .map((c) => (/consentaction/i.test(c.name) ? (c.to ?? '') : added(c)))
    .join(' ');
}

const namesOf = ({ facts }: Grant): ApplicationNames =>
  facts.kind === 'directoryChange'
    ? applicationNames(facts)
    : { name: undefined, objectId: undefined, appId: facts.appId, servicePrincipalId: undefined };

const forEveryone = (seen: Grant): boolean =>
  seen.facts.kind === 'directoryChange' &&
  seen.facts.targets.some((t) =>
    t.changes.some(
      (c) => /consenttype|isadminconsent/i.test(c.name) && /allprincipals|true/i.test(c.to ?? ''),
    ),
  );

const evidenceOf = (seen: Grant, app: EvidenceItem | undefined): readonly (EvidenceItem | undefined)[] => [
  app,
  actorEvidence(seen.resolved, 'compromised'),
  ipEvidence(seen.facts.ip, 'attacker', 'suspicious', seen.facts.geo),
];

export const riskyConsent = defineDetector({
  id: 'cloud-app.risky-consent',
  title: 'Strong permissions granted to an application',
  summary:
    'An application was given access to mail, files or the directory; with it, it reads on without any password or second factor.',
  source: 'Microsoft: Detect and remediate illicit consent grants; ATT&CK T1528, T1098.003',
  severity: 'medium',
  domain: 'cloudApp',
  tactic: 'Persistence',
  techniques: ['T1528', 'T1098.003'],
  kinds: ['directoryChange', 'cloudActivity'],
  keys: (seen) =>
    OPERATIONS.test(normalOperation(seen.facts)) ? keysForChange(namesOf(seen), seen.resolved.actorId) : [],
  step(seen, ctx) {
    if (!seen.facts.success || !OPERATIONS.test(normalOperation(seen.facts))) return [];
    const text = grantedBy(seen);
    const strong = strongPermissions(text);
    if (strong.length === 0) return [];
    const names = namesOf(seen);
    const app = appEvidence(names, 'created');
    const mail = strong.some((p) => /mail|ews|full_access/i.test(p));
    rememberChange(ctx.state, seen.resolved, names, app, mail ? 'mailPermission' : 'permission');
    const everyone = forEveryone(seen);
    const name = names.name ?? names.appId ?? names.servicePrincipalId ?? 'an application';
    return [
      {
        key: `${subjectActor(seen.resolved)}:${[...strong].sort().join(' ').toLowerCase()}`,
        repeatWindow: DAY,
        description: `${actorName(seen.resolved)} granted ${strong.join(', ')} to ${name}.`,
        evidence: evidenceOf(seen, app),
        reasons: [
          reason('Permissions', strong.join(', ')),
          reason('Application', name),
          reason('Applies to', everyone ? 'every account' : 'the account that consented'),
          reason('Outlives the session', isLasting(text) ? 'yes (offline_access)' : 'not told'),
        ],
      },
    ];
  },
});
