import 'server-only';
import { DAY, HOUR } from '@/lib/core/time';
import type { IdentifierKind } from '@/lib/domain/entity';
import type { Actor } from '@/lib/domain/permissions';
import type { TableName } from '@/lib/domain/tables';
import type { ChainView } from '@/lib/domain/views/chain';
import {
  anchorOf,
  type ChainRow,
  mailChain,
  type ProcessAnchor,
  type ProcessSighting,
  processTree,
  sessionChain,
  sightingOf,
  unseenParents,
} from '@/lib/engine/chain';
import { type LakeRow, nearby } from '@/lib/server/query/client';
import { type ChainEntity, type ChainSubject, fromLake, identifiersOf } from './chain-subject';

/** Reads one kind of chain; null where the alert is not of that kind. */
export type Read = (
  actor: Actor,
  subject: ChainSubject,
  note: (text: string) => void,
) => Promise<ChainView | null>;

const ACCOUNT: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  'upn',
  'mail',
  'aadUserId',
  'oktaUserId',
  'googleUserId',
  'awsPrincipal',
  'appId',
  'servicePrincipalId',
  'mailboxAddress',
]);
const HOST: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  'fqdn',
  'netbios',
  'ntHost',
  'mdeDeviceId',
]);
const MESSAGE: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>(['networkMessageId']);
const ADDRESS: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>(['address']);

const rowsOf = (found: readonly LakeRow[]): ChainRow[] => found.flatMap((row) => fromLake(row) ?? []);
const eventsOf = (rows: readonly ChainRow[]) => rows.map(({ event }) => event);
const alertRowsOf = (subject: ChainSubject) => new Set(subject.rows.map(({ event }) => event.rowId));
/** Lake rows and those kept with the alert, which may have left the lake: each once. */
function together(kept: readonly ChainRow[], found: readonly ChainRow[]): ChainRow[] {
  const byId = new Map([...kept, ...found].map((row) => [row.event.rowId, row]));
  return [...byId.values()];
}

const START_TABLES: TableName[] = ['DeviceProcessEvents', 'SecurityEvent', 'Event'];
const STARTS = 600;
/** How far back the start of a parent is looked for, and how often. */
const PARENT_AGE = 30 * DAY;
const PARENT_LOOKS = 3;

export const processesOf: Read = async (actor, subject, note) => {
  const host = subject.entities.find(({ type }) => type === 'host');
  const names = host ? hostNames(host, subject.rows) : [];
  if (!host || names.length === 0) return null;
  const anchors = anchorsOf(subject);
  if (anchors.length === 0) return null;
  const times = anchors.map(({ time }) => time);
  const around = Math.min(...times);
  const near = await nearby({
    tenantId: actor.tenantId,
    tables: START_TABLES,
    hosts: names,
    processStarts: {},
    around,
    from: around - 2 * HOUR,
    to: Math.max(...times) + HOUR,
    limit: STARTS,
  });
  if (near.more)
    note(`Of the processes on ${host.name} only the ${STARTS} started nearest to the alert were looked at.`);
  const sightings = sightingsOf(together(subject.rows, rowsOf(near.rows)));
  await addParents(actor, names, sightings, anchors);
  return processTree(host.name, sightings, anchors);
};

/** Looks further back for the starts of those above the alert's process, a generation or more at a time. */
async function addParents(
  actor: Actor,
  hosts: string[],
  sightings: ProcessSighting[],
  anchors: readonly ProcessAnchor[],
): Promise<void> {
  for (let look = 0; look < PARENT_LOOKS; look++) {
    const unseen = unseenParents(sightings, anchors);
    if (unseen === null) return;
    const found = await nearby({
      tenantId: actor.tenantId,
      tables: START_TABLES,
      hosts,
      processStarts: {
        ids: unseen.refs.flatMap(({ info }) => info.processId ?? []),
        keys: unseen.refs.flatMap(({ key }) => key ?? []),
      },
      around: unseen.before,
      from: unseen.before - PARENT_AGE,
      to: unseen.before + HOUR,
      limit: 50,
    });
    const known = new Set(sightings.map(({ rowId }) => rowId));
    const fresh = sightingsOf(rowsOf(found.rows)).filter(({ rowId }) => !known.has(rowId));
    if (fresh.length === 0) return;
    sightings.push(...fresh);
  }
}

const sightingsOf = (rows: readonly ChainRow[]): ProcessSighting[] =>
  rows.flatMap((row) => sightingOf(row) ?? []);

/** The processes that its rows are about; an alert without rows names its processes itself. */
function anchorsOf({ rows, entities, first }: ChainSubject): ProcessAnchor[] {
  const told = rows.flatMap((row) => anchorOf(row) ?? []);
  if (told.length > 0) return told;
  return entities.flatMap(({ type, name, props }) => {
    if (type !== 'process' || typeof props.processId !== 'number') return [];
    const commandLine = typeof props.commandLine === 'string' ? { commandLine: props.commandLine } : {};
    return [{ ref: { info: { fileName: name, processId: props.processId, ...commandLine } }, time: first }];
  });
}

/** Every name of the device: its identifiers, and what its own rows call it. */
function hostNames(host: ChainEntity, rows: readonly ChainRow[]): string[] {
  const told = rows.flatMap(({ event }) => event.host?.ids.map(({ value }) => value) ?? []);
  const names = [host.name, ...identifiersOf(host, HOST), ...told].map((name) => name.toLowerCase());
  // `domain\host` is looked up by the host's own name.
  return [...new Set(names.flatMap((name) => [name, name.split('\\').at(-1) ?? name]))].slice(0, 100);
}

const MAIL_TABLES: TableName[] = [
  'EmailEvents',
  'EmailUrlInfo',
  'EmailAttachmentInfo',
  'EmailPostDeliveryEvents',
  'UrlClickEvents',
];
const SIGN_IN_TABLES: TableName[] = ['SigninLogs', 'OktaSystemLog'];
const MAIL_ROWS = 500;
const MAX_MESSAGES = 5;

export const mailOf: Read = async (actor, subject, note) => {
  const all = subject.entities.flatMap((entity) => identifiersOf(entity, MESSAGE));
  const told = subject.rows.flatMap(({ event: { facts } }) =>
    'networkMessageId' in facts && facts.networkMessageId !== undefined ? [facts.networkMessageId] : [],
  );
  const ids = [...new Set([...all, ...told].map((id) => id.toLowerCase()))];
  if (ids.length === 0) return null;
  const messageIds = ids.slice(0, MAX_MESSAGES);
  if (ids.length > MAX_MESSAGES) note(`The first ${MAX_MESSAGES} of ${ids.length} messages are shown.`);
  const around = subject.first;
  const found = await nearby({
    tenantId: actor.tenantId,
    tables: MAIL_TABLES,
    messageIds,
    around,
    from: around - 7 * DAY,
    to: subject.last + 3 * DAY,
    limit: MAIL_ROWS,
  });
  if (found.more) note(`The ${MAIL_ROWS} rows about the message nearest to the alert were looked at.`);
  const rows = together(subject.rows, rowsOf(found.rows));
  const signIns = await signInsAfterClicks(actor, rows);
  return mailChain(messageIds, eventsOf([...rows, ...signIns]), alertRowsOf(subject));
};

async function signInsAfterClicks(actor: Actor, rows: readonly ChainRow[]): Promise<ChainRow[]> {
  const clicks = rows.filter(({ event }) => event.facts.kind === 'urlClick');
  const principals = clicks.flatMap(({ event }) => event.actor?.ids.map(({ value }) => value) ?? []);
  if (principals.length === 0) return [];
  const times = clicks.map(({ event }) => event.time);
  const around = Math.min(...times);
  const found = await nearby({
    tenantId: actor.tenantId,
    tables: SIGN_IN_TABLES,
    principals: [...new Set(principals)].slice(0, 50),
    around,
    from: around,
    to: Math.max(...times) + DAY,
    limit: 200,
  });
  return rowsOf(found.rows);
}

const CLOUD_TABLES: TableName[] = [
  'SigninLogs',
  'AADNonInteractiveUserSignInLogs',
  'AADServicePrincipalSignInLogs',
  'AuditLogs',
  'OfficeActivity',
  'CloudAppEvents',
  'MicrosoftGraphActivityLogs',
  'AzureActivity',
  'AWSCloudTrail',
  'OktaSystemLog',
  'GoogleWorkspaceActivity',
];
const CLOUD_KINDS: ReadonlySet<string> = new Set([
  'signIn',
  'directoryChange',
  'cloudActivity',
  'cloudControl',
  'apiCall',
]);
const SESSION_ROWS = 400;
const SESSION_WINDOW = 12 * HOUR;
/** More accounts than these are a crowd: their addresses tell the story. */
const MAX_ACCOUNTS = 5;

export const sessionsOf: Read = async (actor, subject, note) => {
  const isCloud = subject.rows.some(({ event }) => CLOUD_KINDS.has(event.facts.kind));
  if (!isCloud && (subject.domain === 'endpoint' || subject.domain === 'email')) return null;
  const who = whoOf(subject);
  if (who === null) return null;
  const found = await nearby({
    tenantId: actor.tenantId,
    tables: CLOUD_TABLES,
    ...who,
    around: subject.last,
    from: subject.first - SESSION_WINDOW,
    to: subject.last + SESSION_WINDOW,
    limit: SESSION_ROWS,
  });
  if (found.more) note(`The ${SESSION_ROWS} sign-ins and cloud actions nearest to the alert were looked at.`);
  return sessionChain(eventsOf(together(subject.rows, rowsOf(found.rows))), alertRowsOf(subject));
};

/** Whose sessions to read: the accounts of the alert; where there are too many, the addresses they came from. */
function whoOf({ entities }: ChainSubject): { principals: string[] } | { addresses: string[] } | null {
  const accounts = entities.filter(
    ({ type, role }) =>
      ['account', 'servicePrincipal', 'oauthApplication'].includes(type) && role !== 'contextual',
  );
  const addresses = entities.filter(({ type }) => type === 'ip').flatMap((ip) => identifiersOf(ip, ADDRESS));
  if (accounts.length > MAX_ACCOUNTS && addresses.length > 0) return { addresses: addresses.slice(0, 50) };
  const principals = accounts
    .slice(0, MAX_ACCOUNTS)
    .flatMap((account) => identifiersOf(account, ACCOUNT))
    .slice(0, 150);
  if (principals.length > 0) return { principals };
  return addresses.length > 0 ? { addresses: addresses.slice(0, 50) } : null;
}
