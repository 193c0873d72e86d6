import type { EntityType } from '../entity';
import type { ExpandKind, GraphDocument, LakeKind, Thing, Tie } from '../investigation';

/** Things with the ties between them, as an expansion or a start brings them. */
export interface GraphPart {
  readonly things: readonly Thing[];
  readonly ties: readonly Tie[];
}

/** How many a thing can be expanded to, before anybody asks for them. */
export interface ExpandCount {
  readonly kind: ExpandKind;
  /** Null when it was not counted in time; the expansion itself still works. */
  readonly total: number | null;
  /** There are at least `total`. */
  readonly isCapped: boolean;
}

/** Counts, and of which time they are. */
export interface CountsView {
  readonly counts: readonly ExpandCount[];
  /** Event times that were looked at, milliseconds; null: everything that is stored. */
  readonly window: { readonly since: number; readonly until: number } | null;
}

export interface ExpansionView extends GraphPart {
  readonly total: number;
  readonly isCapped: boolean;
  readonly window: { readonly since: number; readonly until: number } | null;
}

/** The shortest way between two things over stored evidence. */
export interface PathView extends GraphPart {
  readonly found: boolean;
  /** Ids along the way, both ends included. */
  readonly way: readonly string[];
  /** What the search left out, in words: caps that were reached, hubs that were not crossed. */
  readonly limits: readonly string[];
}

/** A graph that somebody kept, as lists show it. */
export interface SavedGraphRow {
  readonly id: string;
  readonly name: string;
  readonly isShared: boolean;
  readonly isMine: boolean;
  readonly ownerName: string;
  readonly nodeCount: number;
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly incident: { readonly id: string; readonly number: number } | null;
}

export interface SavedGraph extends SavedGraphRow {
  readonly document: GraphDocument;
}

/** What the search for a place to start from finds. */
export interface StartHit {
  readonly node: string;
  readonly label: string;
  readonly type: EntityType | 'incident';
}

/** Rows that make a tie of telemetry, the newest. */
export interface TieRowsView {
  readonly rows: readonly {
    readonly rowId: string;
    readonly table: string;
    readonly time: string;
    readonly fields: readonly { readonly name: string; readonly value: string }[];
  }[];
}

/** The questions that each type of entity can be asked of the lake, in the order of the menu. */
export const LAKE_KINDS_OF: Readonly<Partial<Record<EntityType, readonly LakeKind[]>>> = {
  account: [
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
  ],
  mailbox: ['mails', 'mailFrom', 'mailTo', 'clickedUrls'],
  host: ['logonAccounts', 'hostProcesses', 'contactedAddresses', 'contactedDomains', 'hostFiles'],
  ip: ['signInAccounts', 'contactingDevices'],
  cloudApplication: ['appAccounts'],
  oauthApplication: ['appAccounts', 'servicePrincipalAddresses'],
  servicePrincipal: ['servicePrincipalAddresses'],
  mailMessage: ['recipients', 'messageUrls', 'attachments'],
  url: ['urlClickers'],
  domain: ['contactingDevices'],
  process: ['ranOn'],
  file: ['fileOn', 'ranOn'],
  fileHash: ['fileOn', 'ranOn'],
};

/** What a question finds. */
export const LAKE_KIND_TYPE = {
  signInAddresses: 'ip',
  signInApps: 'cloudApplication',
  signInDevices: 'host',
  logonDevices: 'host',
  accountProcesses: 'process',
  mails: 'mailMessage',
  mailFrom: 'mailbox',
  mailTo: 'mailbox',
  clickedUrls: 'url',
  workedFiles: 'file',
  logonAccounts: 'account',
  hostProcesses: 'process',
  contactedAddresses: 'ip',
  contactedDomains: 'domain',
  hostFiles: 'file',
  signInAccounts: 'account',
  contactingDevices: 'host',
  appAccounts: 'account',
  servicePrincipalAddresses: 'ip',
  recipients: 'mailbox',
  messageUrls: 'url',
  attachments: 'file',
  urlClickers: 'account',
  ranOn: 'host',
  fileOn: 'host',
} as const satisfies Record<LakeKind, EntityType>;

/** The menu's words for a question. */
export const LAKE_KIND_LABEL = {
  signInAddresses: 'Addresses of sign-ins',
  signInApps: 'Apps signed in to',
  signInDevices: 'Devices signed in from',
  logonDevices: 'Devices logged on to',
  accountProcesses: 'Processes started',
  mails: 'Mails sent and received',
  mailFrom: 'Received mail from',
  mailTo: 'Sent mail to',
  clickedUrls: 'URLs clicked',
  workedFiles: 'Cloud files worked on',
  logonAccounts: 'Accounts logged on',
  hostProcesses: 'Processes run',
  contactedAddresses: 'Addresses contacted',
  contactedDomains: 'Domains contacted',
  hostFiles: 'Files written',
  signInAccounts: 'Accounts signed in from it',
  contactingDevices: 'Devices that contacted it',
  appAccounts: 'Accounts signed in to it',
  servicePrincipalAddresses: 'Addresses of its sign-ins',
  recipients: 'Recipients',
  messageUrls: 'URLs in it',
  attachments: 'Attachments',
  urlClickers: 'Accounts that clicked',
  ranOn: 'Devices it ran on',
  fileOn: 'Devices it was written on',
} as const satisfies Record<LakeKind, string>;

/** What a tie of a question says, read from the thing that was asked: "signed in from". */
export const LAKE_TIE_LABEL = {
  signInAddresses: 'signed in from',
  signInApps: 'signed in to',
  signInDevices: 'signed in from',
  logonDevices: 'logged on to',
  accountProcesses: 'started',
  mails: 'sent or received',
  mailFrom: 'mail from',
  mailTo: 'mail to',
  clickedUrls: 'clicked',
  workedFiles: 'worked on',
  logonAccounts: 'logon by',
  hostProcesses: 'ran',
  contactedAddresses: 'contacted',
  contactedDomains: 'contacted',
  hostFiles: 'wrote',
  signInAccounts: 'sign-in of',
  contactingDevices: 'contacted by',
  appAccounts: 'sign-in of',
  servicePrincipalAddresses: 'signed in from',
  recipients: 'received by',
  messageUrls: 'contains',
  attachments: 'attached',
  urlClickers: 'clicked by',
  ranOn: 'ran on',
  fileOn: 'written on',
} as const satisfies Record<LakeKind, string>;
