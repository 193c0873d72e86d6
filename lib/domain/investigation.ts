import { ENTITY_TYPES, type EntityType } from './entity';
import type { Tie } from './inputs/investigation';

export type { Fold, GraphDocument, Place, Step, Thing, Tie } from './inputs/investigation';

/**
 * The investigation graph: things and the ties between them, as pages, the API and saved graphs hold them. A thing's id
 * says what it is (`incident:…`, `alert:…`, `entity:…`, `seen:<type>:<value>`), so the same thing is one node however it
 * was found.
 */

/** Most things and ties that one graph holds: more than that nobody reads, and a picture stays usable. */
export const MAX_THINGS = 2_500;
export const MAX_TIES = 10_000;

/** What telemetry can be asked about a thing; each is one question over one or two tables of the lake. */
export const LAKE_KINDS = [
  'signInAddresses',
  'signInApps',
  'signInDevices',
  'logonDevices',
  'accountProcesses',
  'mails',
  'mailFrom',
  'mailTo',
  'clickedUrls',
  'workedFiles',
  'logonAccounts',
  'hostProcesses',
  'contactedAddresses',
  'contactedDomains',
  'hostFiles',
  'signInAccounts',
  'contactingDevices',
  'appAccounts',
  'servicePrincipalAddresses',
  'recipients',
  'messageUrls',
  'attachments',
  'urlClickers',
  'ranOn',
  'fileOn',
] as const;
export type LakeKind = (typeof LAKE_KINDS)[number];

/** What a thing can be expanded by: stored alerts, incidents and evidence, or one question to the lake. */
export type StoredKind = 'alerts' | 'incidents' | 'linked' | `with:${EntityType}`;
export type ExpandKind = StoredKind | LakeKind;

const LAKE: ReadonlySet<string> = new Set(LAKE_KINDS);
export const isLakeKind = (kind: string): kind is LakeKind => LAKE.has(kind);
const STORED: ReadonlySet<string> = new Set([
  'alerts',
  'incidents',
  'linked',
  ...ENTITY_TYPES.map((type) => `with:${type}`),
]);
export const isExpandKind = (kind: string): kind is ExpandKind => isLakeKind(kind) || STORED.has(kind);

/** The same fact has the same id however it was found. */
export const tieId = ({ source, what, target }: Omit<Tie, 'id'>): string => `${source}>${what}>${target}`;
