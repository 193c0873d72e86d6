import { DAY, HOUR } from '@/lib/core/time';
import type { EvidenceItem } from '@/lib/domain/entity';
import { defineDetector, reason, type Seen, type SignalDraft } from '../define';
import {
  actorEvidence,
  actorName,
  appEvidence,
  ipEvidence,
  mailboxEvidence,
  subjectTarget,
  targetEvidence,
} from '../evidence';
import { type AppChange, appKeysOf, changerKey, changesBefore } from './app-changes';
import { bareIp } from './cloud-evidence';

/** First-party clients that read mail all day: Exchange Online's own, Outlook, Outlook mobile, Office. */
const FIRST_PARTY = new Set([
  '00000002-0000-0ff1-ce00-000000000000',
  '00000003-0000-0000-c000-000000000000',
  'd3590ed6-52b3-4102-aeff-aad2292ab01c',
  '27922004-5251-4030-b22d-91ecd9a37ea4',
  '13937bba-652e-4c46-b222-3003f4d1ff97',
  '5d661950-3475-41cd-a2c3-d671a3162bc1',
]);
const API_CLIENT = /client=(?:rest|webservices)|microsoft\.graph|graph/i;

const clientOf = ({ facts }: Seen<'cloudActivity'>): string =>
  [facts.userAgent, facts.parameters.ClientInfoString, facts.parameters.ClientInfo].filter(Boolean).join(' ');

const isAccess = ({ facts }: Seen<'cloudActivity'>): boolean =>
  /^mailitemsaccessed$/i.test(facts.operation) && facts.success;

/** Every name this row has for the application that reads, its actor's included when an application acts. */
function applicationOf(seen: Seen<'cloudActivity'>): readonly string[] {
  const { facts, event } = seen;
  const ids = [facts.appId, facts.parameters.ClientAppId, facts.parameters.AppId];
  const acting =
    event.actor?.type === 'account'
      ? []
      : [event.actor?.name, ...(event.actor?.ids.map((i) => i.value) ?? [])];
  const names = [...ids, ...acting].filter(
    (n) => n !== undefined && n !== '' && !FIRST_PARTY.has(n.toLowerCase()),
  );
  return [...new Set(names as string[])];
}

function stateKeysOf(seen: Seen<'cloudActivity'>): readonly string[] {
  if (!isAccess(seen)) return [];
  const people = [seen.resolved.targetId, seen.resolved.actorId].filter((id) => id !== undefined);
  return [...appKeysOf(applicationOf(seen)), ...new Set(people.map(changerKey))];
}

/** What the state knows of the application that reads, or of the person whose mailbox an API client reads. */
function recentChanges(
  seen: Seen<'cloudActivity'>,
  keys: readonly string[],
  all: readonly AppChange[],
): readonly AppChange[] {
  const byApi = API_CLIENT.test(clientOf(seen)) || applicationOf(seen).length > 0;
  const direct = keys.some((k) => k.startsWith('app-changes:'));
  if (!byApi && !direct) return [];
  // By its own name any change counts for a week; through the changer's mailbox only the same day's.
  const own = new Set(appKeysOf(applicationOf(seen)));
  return all.filter((c) => {
    const named = appKeysOf([c.app, ...c.ids.map((i) => i.value)]).some((k) => own.has(k));
    return named || (c.what !== 'permission' && seen.event.time - c.t <= DAY);
  });
}

function appItem(seen: Seen<'cloudActivity'>, change: AppChange): EvidenceItem | undefined {
  const known: EvidenceItem = {
    type: 'oauthApplication',
    ids: change.ids,
    name: change.app,
    role: 'attacker',
    verdict: 'suspicious',
  };
  if (change.ids.length > 0) return known;
  return appEvidence({ appId: applicationOf(seen)[0], name: change.app }, 'attacker');
}

/** Whoever made the change: the account that gave the application its way in. */
const changerItem = (change: AppChange): EvidenceItem | undefined =>
  change.byIds.length > 0
    ? { type: 'account', ids: change.byIds, name: change.byName, role: 'compromised', verdict: 'suspicious' }
    : undefined;

function accessDraft(
  seen: Seen<'cloudActivity'>,
  changes: readonly AppChange[],
  latest: AppChange,
): SignalDraft {
  const credential = changes.find((c) => c.what === 'credential');
  const mailbox = seen.facts.mailboxOwner ?? seen.event.target?.name ?? actorName(seen.resolved);
  const named = credential ?? latest;
  return {
    key: `${subjectTarget(seen.resolved) || mailbox.toLowerCase()}`,
    repeatWindow: DAY,
    severity: credential ? 'high' : 'medium',
    firstActivity: Math.min(...changes.map((c) => c.t)),
    description: `${named.app || 'An application'} reads the mailbox of ${mailbox}, ${Math.round((seen.event.time - latest.t) / HOUR)} h after ${latest.byName || 'somebody'} gave it access.`,
    evidence: [
      appItem(seen, named),
      mailboxEvidence(seen.facts.mailboxOwner, 'compromised', 'suspicious'),
      seen.event.target?.type === 'account'
        ? targetEvidence(seen.resolved, 'compromised', 'suspicious')
        : undefined,
      seen.event.actor?.type === 'account' ? actorEvidence(seen.resolved, 'compromised') : undefined,
      changerItem(latest),
      ipEvidence(bareIp(seen.facts.ip), 'attacker', 'suspicious', seen.facts.geo),
    ],
    rowIds: changes.map((c) => c.row),
    reasons: [
      reason('Mailbox', mailbox),
      reason('Client', clientOf(seen) || 'not told'),
      reason('Items', seen.facts.itemCount ?? 'not told'),
      ...changes
        .slice(0, 4)
        .map((c) => reason(`${c.what} change`, `${c.app} by ${c.byName}, ${new Date(c.t).toISOString()}`)),
    ],
  };
}

export const appMailAccess = defineDetector({
  id: 'cloud-app.app-mail-access',
  title: 'Mail read by an application that was just given access',
  summary:
    'A mailbox is read through an API soon after an application got a new credential or a permission on mail: persistence has turned into collection.',
  source: 'Microsoft SimuLand: Access mail with Microsoft Graph; CISA AA20-352A (Nobelium)',
  severity: 'high',
  domain: 'cloudApp',
  tactic: 'Collection',
  techniques: ['T1114.002', 'T1550.001'],
  kinds: ['cloudActivity'],
  keys: stateKeysOf,
  step(seen, ctx) {
    const keys = stateKeysOf(seen);
    if (keys.length === 0) return [];
    const changes = recentChanges(seen, keys, changesBefore(ctx.state, keys, seen.event.time));
    const [latest] = changes;
    if (!latest) return [];
    return [accessDraft(seen, changes, latest)];
  },
});
