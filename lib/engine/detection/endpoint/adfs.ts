import { DAY } from '@/lib/core/time';
import { defineDetector, reason, type Seen, type SignalDraft } from '../define';
import {
  actorEvidence,
  actorName,
  hostEvidence,
  hostName,
  isBuiltInAccount,
  subjectHost,
  targetEvidence,
} from '../evidence';
import type { ResolvedEvent } from '../types';
import { allText, hostStory, processPath } from './host-facts';

/** Programs that read the AD FS configuration as their job. */
const OWN_PROGRAMS =
  /\\(?:microsoft\.identityserver\.servicehost|sqlservr|azureadconnect|microsoft\.tri\.sensor|wsmprovhost_adfs|tssdis|wsusservice|ssms)\.exe$/;
/** Accounts that farms and their agents run as. */
const SERVICE_ACCOUNT = /(?:\\|^)(?:adfs(?:svc|service|_?gmsa)?\$?|svc[-_]?adfs\w*\$?|aadconnect\w*)$/i;

const isService = ({ event }: ResolvedEvent): boolean =>
  isBuiltInAccount(event.actor) || SERVICE_ACCOUNT.test(event.actor?.name ?? '');

export const adfsDatabaseRead = defineDetector({
  id: 'endpoint.adfs-database-read',
  title: 'AD FS configuration database read',
  summary:
    'A program other than AD FS read its configuration database, where the encrypted token-signing key is: one half of a forged token.',
  source:
    'Microsoft SimuLand: export AD FS configuration; Microsoft Sentinel: AD FS database named pipe connection',
  severity: 'high',
  domain: 'endpoint',
  tactic: 'CredentialAccess',
  techniques: ['T1552.004', 'T1606.002'],
  kinds: ['hostActivity'],
  step(seen) {
    const { facts, resolved } = seen;
    const pipe = /^pipe/.test(facts.activity) && /microsoft##wid\\tsql\\query/i.test(facts.object ?? '');
    const query =
      facts.activity === 'sqlAudit' && /servicesettings/i.test(`${facts.object ?? ''} ${facts.detail ?? ''}`);
    if (!pipe && !query) return [];
    const path = processPath(facts.process);
    // The pipe is told under the system's name; the program decides. A query is told with its own account.
    if (pipe && OWN_PROGRAMS.test(path)) return [];
    if (query && isService(seen.resolved)) return [];
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: DAY,
        description: pipe
          ? `${facts.process?.fileName ?? 'A program'} connected to the AD FS database on ${hostName(resolved)}.`
          : `${actorName(resolved)} read the AD FS service settings on ${hostName(resolved)}.`,
        evidence: hostStory(resolved, facts.process),
        reasons: [
          reason(pipe ? 'Pipe' : 'Table', facts.object ?? 'not told'),
          reason(pipe ? 'Program' : 'Statement', pipe ? path : (facts.detail ?? '').slice(0, 300)),
          reason('Account', actorName(resolved)),
        ],
      },
    ];
  },
});

const DKM_CONTAINER = /cn=adfs,\s*cn=microsoft,\s*cn=program data/i;
/** Schema GUIDs: attribute thumbnailPhoto, which holds the DKM key, and class contact, which such keys are kept in. */
const THUMBNAIL = '8d3bca50-1d7e-11d0-a081-00aa006c33ed';
const CONTACT = '5cb41ed0-0e4c-11d0-a286-00aa003049e2';

const asksForKey = (query: string): boolean =>
  DKM_CONTAINER.test(query) || (/thumbnailphoto/i.test(query) && /contact|cryptopolicy/i.test(query));

function dkmDraft(seen: Seen<'directoryQuery' | 'hostActivity'>, how: string): SignalDraft {
  const { facts, resolved } = seen;
  return {
    key: subjectHost(resolved),
    repeatWindow: DAY,
    description: `${actorName(resolved)} read the key that protects the AD FS signing certificate (${how}).`,
    evidence: [
      // A read that is told by the object's own host is told by a controller: it was asked, not entered.
      ...(facts.kind === 'hostActivity'
        ? [hostEvidence(resolved, 'attacked', 'unknown'), actorEvidence(resolved, 'compromised')]
        : hostStory(resolved, facts.process)),
      targetEvidence(resolved, 'attacked'),
    ],
    reasons: [
      reason('Seen as', how),
      reason(
        'Object',
        (facts.kind === 'directoryQuery' ? (facts.target ?? facts.query) : facts.object) ?? 'not told',
      ),
      reason('Program', facts.process?.fileName ?? 'not told'),
      reason('Account', actorName(resolved)),
    ],
  };
}

export const adfsKeyRead = defineDetector({
  id: 'endpoint.adfs-key-read',
  title: 'AD FS DKM key read',
  summary:
    'The key that encrypts the AD FS token-signing certificate was read from the directory by something other than AD FS: the other half of a forged token.',
  source: 'Defender for Identity: Suspected AD FS DKM key read (2413); Microsoft SimuLand',
  severity: 'high',
  domain: 'identity',
  serviceSource: 'microsoftDefenderForIdentity',
  tactic: 'CredentialAccess',
  techniques: ['T1552.004'],
  kinds: ['directoryQuery', 'hostActivity'],
  step(seen) {
    const { facts } = seen;
    if (isService(seen.resolved)) return [];
    if (facts.kind === 'directoryQuery') {
      const text = `${facts.query ?? ''} ${facts.target ?? ''}`;
      if (facts.protocol !== 'ldap' || !asksForKey(text) || OWN_PROGRAMS.test(processPath(facts.process)))
        return [];
      return [dkmDraft(seen, 'LDAP search of the DKM container')];
    }
    if (facts.activity !== 'objectAccess' || facts.eventId !== 4662) return [];
    const text = allText(facts).toLowerCase();
    return text.includes(THUMBNAIL) && text.includes(CONTACT)
      ? [dkmDraft(seen, 'read of thumbnailPhoto of a contact')]
      : [];
  },
});

export const adfsRemoteSync = defineDetector({
  id: 'endpoint.adfs-remote-sync',
  title: 'AD FS configuration asked for remotely',
  summary:
    'The policy store service of AD FS, by which farm members copy the configuration, was called. In a farm of one server nobody should.',
  source:
    'Microsoft Sentinel: AD FS remote HTTP network connection, AD FS remote auth sync connection (412, 501)',
  severity: 'low',
  domain: 'endpoint',
  tactic: 'CredentialAccess',
  techniques: ['T1552.004'],
  kinds: ['hostActivity'],
  step({ facts, resolved }) {
    if (facts.activity !== 'adfsAudit' || facts.eventId !== 412) return [];
    if (!/secureconversation/i.test(facts.parameters.TokenType ?? '')) return [];
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: DAY,
        description: `The configuration of AD FS on ${hostName(resolved)} was asked for by its synchronisation service.`,
        evidence: hostStory(resolved),
        reasons: [
          reason('Event', 412),
          reason('Token', 'SecureConversation'),
          reason('Instance', facts.object ?? 'not told'),
        ],
      },
    ];
  },
});
