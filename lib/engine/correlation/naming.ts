import { TACTICS, type Tactic } from '@/lib/domain/alert';
import type { EntityType } from '@/lib/domain/entity';
import { type Impacted, impactedOf, type SummaryAlert } from './assets';

/** What each tactic is called in a headline. */
const PHRASES: Readonly<Record<Tactic, string>> = {
  Reconnaissance: 'reconnaissance',
  ResourceDevelopment: 'attacker set-up',
  InitialAccess: 'initial access',
  Execution: 'code execution',
  Persistence: 'persistence',
  PrivilegeEscalation: 'privilege escalation',
  DefenseEvasion: 'defence evasion',
  CredentialAccess: 'credential theft',
  Discovery: 'discovery',
  LateralMovement: 'lateral movement',
  Collection: 'data collection',
  CommandAndControl: 'command and control',
  Exfiltration: 'data exfiltration',
  Impact: 'destructive impact',
};

const MAX_NAMES = 3;

/**
 * The automatic name of an incident from its tactics, assets and sources, e.g. “Credential theft to mailbox access on
 * ADFS01 by wardog, pgustavo (4 sources)”. It changes as alerts join: never a key for automation.
 *
 * @param alerts at least one, in any order
 */
export function nameIncident(alerts: readonly SummaryAlert[]): string {
  const assets = impactedOf(alerts);
  return `${headline(alerts)}${where(assets)}${who(assets)}${sources(alerts)}`;
}

/** First and furthest stage, in the order of time; one title where all alerts say the same. */
function headline(alerts: readonly SummaryAlert[]): string {
  const titles = new Set(alerts.map((a) => a.title));
  const [title] = titles;
  if (title !== undefined && titles.size === 1)
    return alerts.length > 1 ? `${title} ×${alerts.length}` : title;
  const byTime = [...alerts].sort(
    (a, b) => a.firstActivity - b.firstActivity || stage(a.tactic) - stage(b.tactic),
  );
  const first = byTime[0]?.tactic ?? 'Execution';
  const furthest = byTime.reduce<Tactic>((max, a) => (stage(a.tactic) >= stage(max) ? a.tactic : max), first);
  const from = phrase(first, alerts);
  const to = phrase(furthest, alerts);
  return capital(from === to ? from : `${from} to ${to}`);
}

const stage = (tactic: Tactic): number => TACTICS.indexOf(tactic);
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Collection from mailboxes and phishing mail have better words. */
function phrase(tactic: Tactic, alerts: readonly SummaryAlert[]): string {
  const of = alerts.filter((a) => a.tactic === tactic);
  const names = (type: EntityType): boolean => of.some((a) => a.entities.some((e) => e.type === type));
  if (tactic === 'Collection' && names('mailbox')) return 'mailbox access';
  if (tactic === 'InitialAccess' && names('mailMessage')) return 'phishing';
  if (tactic === 'InitialAccess' && of.every((a) => a.domain === 'identity')) return 'suspicious sign-in';
  return PHRASES[tactic];
}

function list(assets: readonly Impacted[], types: readonly EntityType[]): string {
  const names = [...new Set(assets.filter((a) => types.includes(a.type)).map((a) => shortName(a)))];
  const more = names.length - MAX_NAMES;
  return more > 0 ? `${names.slice(0, MAX_NAMES).join(', ')} and ${more} more` : names.join(', ');
}

/** Host names without their domain, accounts without domain or suffix: what people call them. */
function shortName({ type, name }: Impacted): string {
  if (type === 'host') return (name.split('.')[0] ?? name).toUpperCase();
  if (type === 'account' || type === 'mailbox')
    return (name.split('\\').at(-1) ?? name).split('@')[0] ?? name;
  return name;
}

function where(assets: readonly Impacted[]): string {
  const hosts = list(assets, ['host']);
  return hosts === '' ? '' : ` on ${hosts}`;
}

function who(assets: readonly Impacted[]): string {
  const accounts = assets.filter((a) => a.type === 'account');
  const active = accounts.filter((a) => a.role !== 'attacked' && a.role !== 'unknown');
  if (active.length > 0) return ` by ${list(active, ['account'])}`;
  const victims = accounts.filter((a) => a.role === 'attacked');
  const targets = list(accounts.length > 0 ? victims : assets, ['account', 'mailbox']);
  if (targets !== '') return ` against ${targets}`;
  const others = list(assets, ['account', 'oauthApplication', 'servicePrincipal', 'azureResource']);
  return others === '' ? '' : ` involving ${others}`;
}

function sources(alerts: readonly SummaryAlert[]): string {
  const count = new Set(alerts.map((a) => a.serviceSource)).size;
  return count > 1 ? ` (${count} sources)` : '';
}
