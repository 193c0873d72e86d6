import { DAY } from '@/lib/core/time';
import { defineDetector, reason, type Seen } from '../define';
import { actorEvidence, actorName, appEvidence, ipEvidence, subjectActor } from '../evidence';
import { keysForChange, rememberChange } from './app-changes';
import { applicationNames, changesOf, normalOperation } from './permissions';

const OPERATIONS =
  /^(?:update application ?- ?certificates and secrets management|add service principal credentials|update application|update service principal)$/;
const KEY = /KeyIdentifier=([^,\]]+)[^\]]*?KeyType=([^,\]]+)[^\]]*?(?:DisplayName=([^\]]*))?\]/gi;

interface NewKey {
  readonly id: string;
  readonly type: string;
  readonly name: string;
}

/** Credentials in the new value of KeyDescription that the old value lacks. */
function newKeys({ facts }: Seen<'directoryChange'>): readonly NewKey[] {
  const found: NewKey[] = [];
  for (const target of facts.targets) {
    for (const change of changesOf(target, /^keydescription$/i)) {
      for (const match of (change.to ?? '').matchAll(KEY)) {
        const id = match[1] ?? '';
        if (!(change.from ?? '').includes(id)) found.push({ id, type: match[2] ?? '', name: match[3] ?? '' });
      }
    }
  }
  return found;
}

export const applicationCredential = defineDetector({
  id: 'cloud-app.application-credential',
  title: 'Credential added to an application',
  summary:
    'A secret or certificate was added to an application or service principal: whoever holds it acts as the application, past every policy for people.',
  source:
    'Defender for Cloud Apps: Unusual addition of credentials to an OAuth app; Microsoft Sentinel: New access credential added to Application or Service Principal',
  severity: 'medium',
  domain: 'cloudApp',
  tactic: 'Persistence',
  techniques: ['T1098.001'],
  kinds: ['directoryChange'],
  keys: (seen) =>
    OPERATIONS.test(normalOperation(seen.facts))
      ? keysForChange(applicationNames(seen.facts), seen.resolved.actorId)
      : [],
  step(seen, ctx) {
    // Applications that renew their own certificates (Key Vault, federation) act as themselves, not as a person.
    if (!seen.facts.success || !OPERATIONS.test(normalOperation(seen.facts))) return [];
    const keys = newKeys(seen);
    if (keys.length === 0) return [];
    const names = applicationNames(seen.facts);
    const app = appEvidence(names, 'compromised');
    rememberChange(ctx.state, seen.resolved, names, app, 'credential');
    const byApp = seen.facts.initiatedByApp;
    const name = names.name ?? names.objectId ?? 'an application';
    return [
      {
        key: `${names.objectId ?? names.servicePrincipalId ?? name}:${subjectActor(seen.resolved)}`,
        repeatWindow: DAY,
        severity: byApp ? 'low' : 'medium',
        description: `${byApp ?? actorName(seen.resolved)} added ${keys.length} credential(s) to ${name}.`,
        evidence: [
          app,
          actorEvidence(seen.resolved, 'compromised'),
          ipEvidence(seen.facts.ip, 'attacker', 'suspicious', seen.facts.geo),
        ],
        reasons: [
          reason('Credentials', keys.map((k) => `${k.type} “${k.name}” ${k.id}`).join('; ')),
          reason('Application', name),
          reason('Added by', byApp ? `application ${byApp}` : actorName(seen.resolved)),
          ...(seen.facts.userAgent ? [reason('Client', seen.facts.userAgent)] : []),
        ],
        ...(seen.facts.correlationId ? { facts: [`audit:${seen.facts.correlationId}:credential`] } : {}),
      },
    ];
  },
});
