import type { EntityType } from '@/lib/domain/entity';
import type { FacetName } from '@/lib/domain/views/facet';

/** A question about an entity that a table of counts answers. */
export interface FacetPanel {
  readonly facet: FacetName;
  readonly title: string;
  readonly nameHeading: string;
  /** Null where names are told apart by nothing else. */
  readonly detailHeading: string | null;
  /** What went wrong with a row that counts as failed; null where nothing can. */
  readonly failedHeading: string | null;
  readonly empty: string;
}

const panel = (
  facet: FacetName,
  title: string,
  [nameHeading, detailHeading, failedHeading]: readonly [string, string | null, string | null],
  empty: string,
): FacetPanel => ({ facet, title, nameHeading, detailHeading, failedHeading, empty });

const FILE_PANELS = [
  panel('fileDevices', 'Devices that ran or held it', ['Device', 'Path', null], 'No device reported it.'),
  panel('fileMails', 'Mailboxes that got it attached', ['Mailbox', 'Sender', null], 'No message carried it.'),
];
const WEB_PANELS = [
  panel('webVisitors', 'Who visited', ['Who', 'With', 'Refused'], 'Nobody was seen to open it.'),
  panel('webMails', 'Messages that contain it', ['Message', 'URL', null], 'No message contains it.'),
];
const APP_USERS = panel(
  'appUsers',
  'Who signs in to it',
  ['User', null, 'Failed'],
  'Nobody signed in to it.',
);
const APP_PANELS = [
  APP_USERS,
  panel(
    'appAddresses',
    'Where it signs in from',
    ['Address', 'To', 'Failed'],
    'It did not sign in by itself.',
  ),
  panel('appCalls', 'What it calls', ['Microsoft Graph call', null, 'Refused'], 'It called nothing.'),
];

/** What the page of each kind of entity asks the lake. */
export const PANELS: Readonly<Record<EntityType, readonly FacetPanel[]>> = {
  account: [
    panel('accountDevices', 'Devices', ['Device', 'How', 'Failed'], 'No device was seen with this account.'),
    panel('accountApps', 'Applications', ['Application', null, 'Failed'], 'No sign-in to an application.'),
  ],
  host: [
    panel('hostUsers', 'Who logged on', ['Account', 'Logon', 'Failed'], 'Nobody logged on.'),
    panel('hostProcesses', 'What ran', ['Process', 'How', null], 'No process was reported.'),
    panel('hostPeers', 'What it talked to', ['Address', 'How', 'Failed'], 'No connection was reported.'),
  ],
  ip: [
    panel('ipAccounts', 'Who signed in from it', ['Account', 'As', 'Failed'], 'Nobody signed in from it.'),
    panel(
      'ipDevices',
      'Devices that talked to it',
      ['Device', 'How', 'Failed'],
      'No device reported a connection with it.',
    ),
    panel('ipSenders', 'Mail sent from it', ['Domain', 'Sender', 'Blocked'], 'No mail came from it.'),
  ],
  mailbox: [
    panel(
      'mailboxActivity',
      'Who did what in it',
      ['Account', 'Operation', 'Failed'],
      'No access was reported.',
    ),
    panel('mailboxSenders', 'Who wrote to it', ['Domain', 'Sender', 'Blocked'], 'No mail came in.'),
  ],
  mailMessage: [],
  url: WEB_PANELS,
  domain: WEB_PANELS,
  file: FILE_PANELS,
  fileHash: FILE_PANELS,
  process: FILE_PANELS,
  cloudApplication: [APP_USERS],
  oauthApplication: APP_PANELS,
  servicePrincipal: APP_PANELS,
  securityGroup: [],
  azureResource: [],
  registryKey: [],
};
