import { digestOf, type Rng } from '../core/random';
import { appEventRow, fileActRow, graphRow, mailActRow, messageId, oneDrive } from '../rows/cloud';
import { GRAPH_ID } from '../world/services';
import { type Moment, within } from './hour';

const FOLDERS = [
  'Shared Documents',
  'Shared Documents/2026',
  'Shared Documents/Drafts',
  'Shared Documents/Archive',
  'Documents',
] as const;
const STEMS = [
  'Minutes',
  'Forecast',
  'Drawing',
  'Calibration report',
  'Offer',
  'Order confirmation',
  'Test protocol',
  'Budget',
  'Roadmap',
  'Checklist',
  'Specification',
  'Invoice',
  'Price list',
  'Training plan',
] as const;
const KINDS = ['docx', 'xlsx', 'pptx', 'pdf', 'dwg', 'csv'] as const;

/** A file name from everyday work. */
export const fileName = (rng: Rng): string => `${rng.pick(STEMS)} ${rng.int(1, 480)}.${rng.pick(KINDS)}`;

const FILE_OPERATIONS: readonly (readonly [string, number])[] = [
  ['FileAccessed', 40],
  ['FileModified', 18],
  ['FilePreviewed', 12],
  ['FileUploaded', 8],
  ['FileDownloaded', 7],
  ['FileSyncDownloadedFull', 6],
  ['FileSyncUploadedFull', 5],
  ['FileRenamed', 2],
  ['FileDeleted', 4],
  ['FileRecycled', 1],
];
const MAIL_OPERATIONS: readonly (readonly [string, number])[] = [
  ['MailItemsAccessed', 50],
  ['Send', 14],
  ['MoveToDeletedItems', 12],
  ['SoftDelete', 5],
  ['Update', 6],
  ['Create', 4],
];
const TEAMS: readonly (readonly [string, number])[] = [
  ['MessageSent', 40],
  ['TeamsSessionStarted', 8],
  ['MeetingParticipantDetail', 12],
  ['ReactedToMessage', 10],
  ['ChatRetrieved', 6],
  ['MessageCreatedHasLink', 4],
];

const siteOf = (m: Moment): string => {
  const own = m.person.department.split(' ')[0] ?? '';
  const sites = m.world.sites;
  return m.rng.chance(0.6) ? (sites.find((s) => s.includes(own)) ?? sites[0] ?? '') : m.rng.pick(sites);
};

function files(m: Moment): void {
  const { rng, person, plan } = m;
  for (let n = rng.count(m.busy * 0.55 * m.volume); n > 0; n--) {
    const time = within(m, rng);
    const operation = rng.weighted(FILE_OPERATIONS);
    const site = rng.chance(0.3) ? oneDrive(person) : siteOf(m);
    const row = fileActRow(rng, time, {
      person,
      net: plan.net,
      userAgent: person.userAgent,
      operation,
      site,
      folder: rng.pick(FOLDERS),
      file: fileName(rng),
      sessionId: plan.deskSession,
    });
    m.emit('OfficeActivity', time, row);
  }
  // Sharing with a partner happens, though seldom.
  if (rng.chance(m.busy * 0.006)) {
    const time = within(m, rng);
    const partner = rng.pick(m.world.partners);
    m.emit(
      'OfficeActivity',
      time,
      fileActRow(rng, time, {
        person,
        net: plan.net,
        userAgent: person.userAgent,
        operation: 'SharingInvitationCreated',
        site: siteOf(m),
        folder: 'Shared Documents',
        file: fileName(rng),
        sharedWith: rng.pick(partner.contacts),
      }),
    );
  }
}

function mailbox(m: Moment): void {
  const { rng, person, plan } = m;
  for (let n = rng.count(m.busy * 0.34 * m.volume); n > 0; n--) {
    const time = within(m, rng);
    const operation = rng.weighted(MAIL_OPERATIONS);
    const items = Array.from({ length: operation === 'MailItemsAccessed' ? rng.int(1, 6) : 1 }, () =>
      messageId(rng),
    );
    m.emit(
      'OfficeActivity',
      time,
      mailActRow(rng, time, {
        person,
        net: plan.net,
        userAgent: '',
        operation,
        client: rng.chance(0.6) ? 'Client=OutlookService;Outlook-Desktop;' : 'Client=OWA;Action=ViaProxy',
        appId: rng.chance(0.6)
          ? 'd3590ed6-52b3-4102-aeff-aad2292ab01c'
          : '9199bf20-a13f-4107-85dc-02114787ef48',
        items,
        subject: operation === 'MailItemsAccessed' ? '' : `RE: ${rng.pick(STEMS)} ${rng.int(1, 480)}`,
      }),
    );
  }
}

function apps(m: Moment): void {
  const { rng, person, plan } = m;
  for (let n = rng.count(m.busy * 0.5 * m.volume); n > 0; n--) {
    const time = within(m, rng);
    const base = { person, net: plan.net, userAgent: person.userAgent };
    if (rng.chance(0.6)) {
      const thread = digestOf(`${person.department}${rng.int(1, 30)}`, 24);
      m.emit(
        'CloudAppEvents',
        time,
        appEventRow(rng, time, {
          ...base,
          action: rng.weighted(TEAMS),
          application: 'Microsoft Teams',
          raw: { ChatThreadId: `19:${thread}@thread.v2`, CommunicationType: 'GroupChat' },
        }),
      );
      continue;
    }
    const site = siteOf(m);
    const file = fileName(rng);
    m.emit(
      'CloudAppEvents',
      time,
      appEventRow(rng, time, {
        ...base,
        action: rng.weighted([
          ['FileAccessed', 6],
          ['FileModified', 3],
          ['FileViewed', 3],
          ['SearchQueryPerformed', 2],
          ['ListViewed', 2],
        ]),
        application: site.includes('/personal/')
          ? 'Microsoft OneDrive for Business'
          : 'Microsoft SharePoint Online',
        object: `${site}Shared Documents/${file}`,
        raw: { SourceFileName: file, SiteUrl: site },
      }),
    );
  }
}

const PATHS = [
  '/me/messages?$top=25',
  '/me/calendarView?startDateTime=now',
  '/me/drive/root/children',
  '/me/joinedTeams',
  '/me/people',
  '/me/photo/$value',
  '/me/planner/tasks',
] as const;

function graph(m: Moment): void {
  const { rng, person, plan } = m;
  for (let n = rng.count(m.busy * 0.15 * m.volume); n > 0; n--) {
    const time = within(m, rng);
    m.emit(
      'MicrosoftGraphActivityLogs',
      time,
      graphRow(rng, time, {
        method: 'GET',
        uri: rng.pick(PATHS),
        status: rng.chance(0.02) ? 404 : 200,
        appId: rng.chance(0.7) ? '5e3ce6c0-2b1f-4285-8d4b-75ee78787346' : GRAPH_ID,
        person,
        net: plan.net,
        userAgent: person.userAgent,
        scopes: 'Calendars.ReadWrite Files.ReadWrite Mail.ReadWrite People.Read User.Read',
      }),
    );
  }
}

/** Work in mail, files and Teams of one person in one hour. */
export function officeWork(m: Moment): void {
  files(m);
  mailbox(m);
  apps(m);
  graph(m);
}
