import type { Attack } from './support/api';
import type { Who } from './support/portal';
import { expectSound } from './support/sound';
import { expect, test } from './support/test';

interface Subject {
  readonly name: string;
  readonly path: (attack: Attack) => string;
  readonly ready: RegExp | string;
  readonly who?: Who | null;
}

const incident = (tab: string) => (attack: Attack) => `/incidents/${attack.incident.incidentNumber}${tab}`;
const alert =
  (tab: string) =>
  ({ alerts }: Attack) =>
    `/alerts/${encodeURIComponent(alerts[0]?.id ?? '')}${tab}`;
const graph =
  (view: string) =>
  ({ incident: { incidentNumber } }: Attack) =>
    `/graph?from=incident:${incidentNumber}&view=${view}&node=incident:${incidentNumber}`;
const PAGES: readonly Subject[] = [
  { name: 'sign-in', path: () => '/signin', ready: 'Sign in', who: null },
  {
    name: 'dead link',
    path: () => '/setup?token=none',
    ready: 'This link does not work any more',
    who: null,
  },
  { name: 'home', path: () => '/home', ready: 'Home' },
  { name: 'reports', path: () => '/reports', ready: 'Reports' },
  { name: 'search', path: ({ target }) => `/search?q=${target.id}`, ready: /^Search/ },
  { name: 'search without a hit', path: () => '/search?q=zzz-nothing', ready: /^Search/ },
  { name: 'queue', path: () => '/incidents', ready: 'Incidents' },
  {
    name: 'grouped queue',
    path: () => '/incidents?group=tactic&density=compact&columns=sources,tags',
    ready: 'Incidents',
  },
  { name: 'empty queue', path: () => '/incidents?q=nothing-is-called-this', ready: 'Incidents' },
  { name: 'story', path: incident(''), ready: /target/ },
  { name: 'linked alerts', path: incident('/alerts'), ready: /target/ },
  { name: 'evidence', path: incident('/evidence'), ready: /target/ },
  { name: 'assets', path: incident('/assets'), ready: /target/ },
  { name: 'similar incidents', path: incident('/similar'), ready: /target/ },
  { name: 'incident on paper', path: incident('/print'), ready: /target/ },
  { name: 'activity', path: incident('/activity'), ready: /target/ },
  { name: 'alerts', path: () => '/alerts', ready: 'Alerts' },
  {
    name: 'grouped alerts',
    path: () => '/alerts?group=source&density=compact&columns=technique,count,incident',
    ready: 'Alerts',
  },
  { name: 'no alert', path: () => '/alerts?q=nothing-is-called-this', ready: 'Alerts' },
  { name: 'alert', path: alert(''), ready: /./ },
  { name: 'alert entities', path: alert('/entities'), ready: /./ },
  { name: 'alert links', path: alert('/links'), ready: /./ },
  { name: 'alert activity', path: alert('/activity'), ready: /./ },
  { name: 'hunting', path: () => '/hunting', ready: 'Hunting' },
  { name: 'watchlists', path: () => '/watchlists', ready: 'Watchlists' },
  { name: 'query library', path: () => '/hunting/library', ready: 'Query library' },
  { name: 'graph, its start', path: () => '/graph', ready: 'Investigation graph' },
  { name: 'graph', path: graph('graph'), ready: /target/ },
  { name: 'graph as a table', path: graph('table'), ready: /target/ },
  { name: 'risky users', path: () => '/users', ready: 'Risky users' },
  { name: 'risk detections', path: () => '/risk-detections', ready: 'Risk detections' },
  { name: 'risky sign-ins', path: () => '/risky-sign-ins', ready: 'Risky sign-ins' },
  { name: 'risky users in groups', path: () => '/users?group=level&state=any', ready: 'Risky users' },
  { name: 'named address', path: () => '/entities/ip%3A198.51.100.9', ready: /198\.51\.100\.9/ },
  { name: 'named application', path: () => '/entities/cloudApplication%3AOfficeHome', ready: /OfficeHome/ },
  { name: 'data health', path: () => '/settings/data-health', ready: 'Data health' },
  { name: 'people', path: () => '/settings/people', ready: 'People' },
  { name: 'detection', path: () => '/settings/detection', ready: 'Detection' },
  { name: 'tokens', path: () => '/settings/tokens', ready: 'API tokens' },
  { name: 'webhooks', path: () => '/settings/webhooks', ready: 'Webhooks' },
  { name: 'jobs', path: () => '/jobs', ready: 'Jobs' },
  { name: 'hubs', path: () => '/settings/hubs', ready: 'Hubs' },
  { name: 'retention', path: () => '/settings/retention', ready: 'Retention' },
  { name: 'audit log', path: () => '/settings/audit', ready: 'Audit log' },
  { name: 'profile', path: () => '/settings/profile', ready: 'Profile' },
  { name: 'not found', path: () => '/incidents/999999', ready: /no such/i },
  { name: 'forbidden', path: () => '/settings/people', ready: /./, who: 'manager' },
];

test.describe('every page', () => {
  let attack: Attack;
  test.beforeAll(async ({ api }) => {
    attack = await api.attack();
  });
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  for (const { name, path, ready, who = 'admin' } of PAGES) {
    test(name, async ({ open, problems }) => {
      if (name === 'not found' || name === 'forbidden') problems.expect(/status of 40[34]/);
      const page = await open(who);
      await page.goto(path(attack));
      await expect(page.getByRole('heading', { level: 1, name: ready })).toBeVisible();
      await expectSound(page);
    });
  }

  test('watchlist: its page and dialogs', async ({ open, api }) => {
    test.slow();
    const alias = `sound-${attack.target.id.replace(/[^A-Za-z0-9]/g, '-')}`;
    const made = await api.http.put(`/api/watchlists/${alias}?key=Person&expiryColumn=Until`, {
      data: `Person,Until,A rather long column name\n${attack.target.upn},2099-01-01,${'x'.repeat(300)}\nbroken\n`,
      headers: { 'content-type': 'text/csv' },
    });
    const { id } = (await made.json()) as { id: string };
    const page = await open('admin');
    await page.goto(`/watchlists/${id}`);
    await expect(page.getByRole('table', { name: 'Items' })).toContainText(attack.target.upn);
    await expectSound(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Add an item' }).click();
    await expectSound(page);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/watchlists');
    await page.getByRole('button', { name: 'Upload a list' }).click();
    await page
      .getByLabel('CSV file')
      .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') });
    await expect(page.getByRole('table', { name: 'First rows of the file' })).toBeVisible();
    await expectSound(page);
  });

  test('user: every tab', async ({ open }) => {
    test.slow();
    const page = await open('identityAdmin');
    await page.goto(`/users?q=${attack.target.upn}`);
    await page.getByRole('table', { name: 'Risky users' }).getByRole('link').click();
    const tabs = page.getByRole('navigation', { name: 'User' }).getByRole('link');
    await expect(tabs).toHaveCount(6);
    const paths = await tabs.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    for (const path of paths) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toContainText('target');
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await expectSound(page);
    }
  });

  test('queue: panes, selection and verdict', async ({ open }) => {
    test.slow();
    const page = await open('admin');
    await page.goto(`/incidents?q=${attack.target.id}`);
    const panes: readonly (readonly [RegExp, RegExp])[] = [
      [/^Status/, /^Filter: Status/],
      [/^Display/, /^Display/],
      [/^View: /, /^Views/],
    ];
    for (const [button, pane] of panes) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.getByRole('button', { name: button }).first().click();
      await expect(page.getByRole('dialog', { name: pane })).toBeVisible();
      await expectSound(page);
      await page.keyboard.press('Escape');
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press('j');
    await page.keyboard.press('r');
    await expect(page.getByRole('dialog', { name: /^Resolve incident/ })).toBeVisible();
    await expectSound(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press('x');
    await expect(page.getByRole('region', { name: 'Selection' })).toContainText('1 selected');
    await expectSound(page);
  });

  test('entity', async ({ open }) => {
    test.slow();
    const page = await open('analyst');
    await page.goto(`/incidents/${attack.incident.incidentNumber}/evidence`);
    await page.getByRole('main').getByRole('link', { name: attack.target.host }).first().click();
    const tabs = page.getByRole('navigation', { name: 'Entity' }).getByRole('link');
    await expect(tabs).toHaveCount(3);
    const paths = await tabs.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    for (const path of paths) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(attack.target.host);
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await expectSound(page);
    }
  });

  test('closing an alert', async ({ open }) => {
    const page = await open('analyst');
    await page.goto(alert('')(attack));
    await page.getByRole('button', { name: 'Resolve …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Classification').selectOption({ label: 'False positive' });
    await dialog.getByRole('checkbox', { name: 'Keep quiet about this from now on' }).check();
    await expect(dialog.getByLabel('Reason')).toBeVisible();
    await expectSound(page);
  });

  test('palette and keys', async ({ open }) => {
    test.slow();
    const page = await open('admin');
    await page.goto('/home');
    await expect(page.getByRole('slider', { name: /^Alerts by source/ })).toBeVisible();
    await page.getByRole('button', { name: 'Search and commands' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.type(attack.target.id);
    await expect(page.getByRole('option').first()).toContainText(attack.target.id);
    await expectSound(page);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Keys on this page' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectSound(page);
  });

  test('dialogs and menus', async ({ open }) => {
    test.slow();
    const page = await open('admin');
    await page.goto(`/incidents/${attack.incident.incidentNumber}`);
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await expectSound(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Resolve …' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectSound(page);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Merge …' }).click();
    await page.getByRole('dialog').getByLabel('Merge into').waitFor();
    await expectSound(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: 'Classify' }).getByRole('combobox').waitFor();
    await expectSound(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`/users?q=${attack.target.upn}`);
    await page.getByRole('table', { name: 'Risky users' }).getByRole('link').click();
    await page.getByRole('button', { name: 'Confirm user compromised …' }).click();
    await expect(page.getByRole('table', { name: 'User: before and after' })).toBeVisible();
    await expectSound(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page.getByRole('button', { name: 'Confirm user compromised …' })).toBeFocused();
    await page.getByRole('button', { name: 'Open navigation' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectSound(page);
  });
});
