import type { Page } from '@playwright/test';
import { alertWith, at, entityOf, first, incident, press, scrolledTo, settled, user } from './ways';

export type Visitor = 'analyst' | 'identity' | 'manager' | 'admin' | 'nobody';

export interface Picture {
  readonly name: string;
  readonly visitor: Visitor;
  /** Goes there and returns when everything that the picture shows is there. */
  readonly show: (page: Page) => Promise<void>;
  /** On a phone as well. */
  readonly phone?: boolean;
}

const of =
  (visitor: Visitor) =>
  (name: string, show: Picture['show'], phone = false): Picture => ({ name, visitor, show, phone });
const analyst = of('analyst');
const identity = of('identity');
const manager = of('manager');
const admin = of('admin');
const nobody = of('nobody');

const graphOfStory = async (page: Page): Promise<void> => {
  await incident('')(page);
  const number = /\d+/.exec(new URL(page.url()).pathname)?.[0] ?? '';
  await page.goto(`/graph?from=incident:${number}`);
  await page.locator('.react-flow__node').first().waitFor();
  await settled(page);
};

/** A query, run by keyboard. */
const hunted =
  (text: string, shown: string) =>
  async (page: Page): Promise<void> => {
    await page.goto('/hunting');
    const editor = page.getByRole('textbox', { name: 'Query' });
    await editor.fill(text);
    await editor.press('Control+Enter');
    await page.locator(shown).first().waitFor();
    await settled(page);
  };

/** Two rows of a hunt, chosen with the keyboard. */
const selected =
  (text: string) =>
  async (page: Page): Promise<void> => {
    await hunted(text, '[role="gridcell"]')(page);
    await page.getByRole('grid', { name: 'Results' }).focus();
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Enter');
    await settled(page);
  };

const FAILED =
  'SigninLogs\n| where TimeGenerated > ago(30d) and ResultType != "0"\n| summarize attempts = count(), accounts = dcount(UserPrincipalName), newest = max(TimeGenerated) by IPAddress, Location\n| sort by accounts desc';
const BY_DAY =
  'SigninLogs\n| where TimeGenerated > ago(30d)\n| summarize sign_ins = count() by bin(TimeGenerated, 1d), AppDisplayName\n| render areachart';

/** A few queries of the picture's own: published ones are not part of the project. */
const LIBRARY = [
  [
    'spray.yaml',
    'name: Many accounts from one address\nseverity: Medium\ntactics: [CredentialAccess]\nrelevantTechniques: [T1110.003]\nquery: |\n  SigninLogs\n  | where ResultType == "50126"\n  | summarize accounts = dcount(UserPrincipalName) by IPAddress\n  | where accounts > 3\n',
  ],
  [
    'rules.kql',
    '//Inbox rules that forward\nOfficeActivity\n| where Operation == "New-InboxRule"\n\n//Encoded command lines\nDeviceProcessEvents\n| where ProcessCommandLine has "-enc"\n',
  ],
  [
    'lists.md',
    '# Addresses of a list\nTA0011, T1071\n```kql\nexternaldata(ip: string)["https://example.org/list.csv"]\n```\n## Misspelt\n```kql\nSigninLogs | where IPAdress == "203.0.113.7"\n```\n',
  ],
] as const;

const queryLibrary = async (page: Page): Promise<void> => {
  await page.goto('/hunting/library');
  await page.getByRole('button', { name: 'Import …' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import queries' });
  await dialog
    .getByLabel('Files, or a .zip')
    .setInputFiles(
      LIBRARY.map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
    );
  await dialog.getByLabel('Name of the source').fill('Contoso hunting');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await dialog.getByRole('button', { name: 'Show its queries' }).click();
  await page.getByRole('progressbar', { name: 'Checks' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Many accounts from one address' }).click();
  await page.getByRole('region', { name: 'Query', exact: true }).getByText('SigninLogs').first().waitFor();
  await settled(page);
};

const incidentNode = async (page: Page): Promise<void> => {
  await incident('')(page);
  await page.locator('.react-flow__node').nth(3).click();
  await page.getByRole('button', { name: 'Close' }).waitFor();
};

const incidentWhy = async (page: Page): Promise<void> => {
  await incident('/alerts')(page);
  await page.locator('details', { hasText: 'Linked to' }).nth(1).locator('summary').click();
};

const incidentWhatIf = async (page: Page): Promise<void> => {
  await incident('/evidence')(page);
  await page
    .getByRole('link', { name: /^it did not count/ })
    .first()
    .click();
  await page.getByRole('heading', { name: /did not count$/ }).waitFor();
};

const alertRow = async (page: Page): Promise<void> => {
  await alertWith('comsvcs')(page);
  await page
    .locator('details')
    .filter({ has: page.locator('dl') })
    .first()
    .locator('summary')
    .click();
  await scrolledTo(page.getByRole('heading', { name: 'Telemetry' }));
};

const alertWhyNot = async (page: Page): Promise<void> => {
  await alertWith('comsvcs', '/links')(page);
  await page.getByLabel('Number of an incident, or id of an alert').fill('1');
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.getByText(/^Not linked to/).waitFor();
};

/** Closing as a false positive, with the exclusion that it proposes. */
const alertClose = async (page: Page): Promise<void> => {
  await alertWith('download')(page);
  await page.getByRole('button', { name: 'Resolve …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Classification').selectOption({ label: 'False positive' });
  await dialog.getByRole('checkbox', { name: 'Keep quiet about this from now on' }).check();
  await dialog.getByLabel('Reason').waitFor();
  await settled(page);
};

const palette = async (page: Page): Promise<void> => {
  await at('/home')(page);
  await page.getByRole('button', { name: 'Search and commands' }).click();
  await page.getByRole('dialog').getByRole('combobox').fill('jefferson');
  await page
    .getByRole('option')
    .filter({ hasText: /jefferson/i })
    .first()
    .waitFor();
};

const filterPane = async (page: Page): Promise<void> => {
  await at('/incidents?sort=priority')(page);
  await page
    .getByRole('button', { name: /^Status/ })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
};

const selection = async (page: Page): Promise<void> => {
  await at('/incidents?sort=priority')(page);
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await page.getByRole('region', { name: 'Selection' }).waitFor();
};

const confirm = async (page: Page): Promise<void> => {
  await user('')(page);
  await page.getByRole('button', { name: 'Confirm user compromised …' }).click();
  await page.getByRole('table', { name: 'User: before and after' }).waitFor();
};

const deadLetters = async (page: Page): Promise<void> => {
  await at('/settings/data-health')(page);
  await scrolledTo(page.getByRole('heading', { name: 'Demo company' }));
};

/** Every page, then what opens above some of them. */
export const PICTURES: readonly Picture[] = [
  nobody('sign-in', at('/signin')),
  analyst('home', at('/home'), true),
  analyst('incidents', at('/incidents?sort=priority'), true),
  analyst(
    'incidents-grouped',
    at('/incidents?group=severity&density=compact&columns=priority,status,impacted,alerts,tags'),
  ),
  analyst('incidents-filter', filterPane),
  analyst('incidents-selection', selection),
  analyst('incident', incident(''), true),
  analyst('incident-node', incidentNode),
  analyst('incident-why', incidentWhy),
  analyst('incident-assets', incident('/assets')),
  analyst('incident-evidence', incident('/evidence')),
  analyst('incident-what-if', incidentWhatIf),
  analyst('incident-similar', incident('/similar')),
  analyst('incident-activity', incident('/activity')),
  analyst('incident-resolve', press(incident(''), 'Resolve …')),
  analyst('incident-merge', press(incident(''), 'Merge …')),
  analyst('incident-print', incident('/print')),
  analyst('alerts', at('/alerts')),
  analyst('alert', alertWith('comsvcs'), true),
  analyst('alert-row', alertRow),
  analyst('alert-entities', alertWith('comsvcs', '/entities')),
  analyst('alert-why-not', alertWhyNot),
  analyst('alert-activity', alertWith('comsvcs', '/activity')),
  analyst('alert-close', alertClose),
  analyst('hunting', hunted(FAILED, '[role="gridcell"]')),
  analyst('hunting-library', queryLibrary),
  analyst('hunting-chart', hunted(BY_DAY, 'svg.recharts-surface')),
  analyst('watchlists', at('/watchlists')),
  analyst('watchlist', first('/watchlists', 'a[href^="/watchlists/"]')),
  analyst('hunting-select', selected('SigninLogs\n| where TimeGenerated > ago(3d) and ResultType != "0"')),
  analyst('graph-start', at('/graph')),
  analyst('graph', graphOfStory),
  analyst('graph-saved', first('/graph', 'a[href^="/graph/"]')),
  analyst('search', at('/search?q=larkfield')),
  analyst('palette', palette),
  analyst('keys', press(at('/incidents'), 'Keys on this page')),
  analyst('jobs', at('/jobs')),
  analyst('job', first('/jobs', 'a[href^="/jobs/"]')),
  analyst('device', entityOf('host')),
  analyst('device-timeline', entityOf('host', '/timeline')),
  analyst('device-incidents', entityOf('host', '/incidents')),
  analyst('address', entityOf('ip')),
  analyst('application', entityOf('oauthApplication')),
  analyst('message', entityOf('mailMessage')),
  analyst('mailbox', entityOf('mailbox')),
  analyst('file', entityOf('process')),
  identity('risky-users', at('/users')),
  identity('risk-detections', at('/risk-detections')),
  identity('risky-sign-ins', at('/risky-sign-ins')),
  identity('risky-sign-in', first('/risky-sign-ins', 'main a[href^="/risky-sign-ins/"]')),
  identity('user', user(''), true),
  identity('user-incidents', user('/incidents')),
  identity('user-sign-ins', user('/sign-ins')),
  identity('user-access', user('/access')),
  identity('user-timeline', user('/timeline')),
  identity('user-activity', user('/activity')),
  identity('confirm-compromised', confirm),
  manager('reports', at('/reports')),
  manager('forbidden', at('/settings/people')),
  manager('not-found', at('/incidents/999999')),
  admin('data-health', at('/settings/data-health')),
  admin('dead-letters', deadLetters),
  admin('detection', at('/settings/detection')),
  admin('exclusion', press(at('/settings/detection'), 'Add exclusion')),
  admin('hubs', at('/settings/hubs')),
  admin('retention', at('/settings/retention')),
  admin('people', at('/settings/people')),
  admin('tokens', at('/settings/tokens')),
  admin('token', press(at('/settings/tokens'), 'Create token')),
  admin('webhooks', at('/settings/webhooks')),
  admin('audit-log', at('/settings/audit')),
  admin('profile', at('/settings/profile')),
];
