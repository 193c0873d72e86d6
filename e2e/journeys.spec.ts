import type { Page, Request } from '@playwright/test';
import { AlertPage } from './pages/alert';
import { GraphPage } from './pages/graph';
import { IncidentPage } from './pages/incident';
import { SettingsPage } from './pages/settings';
import { SignInPage } from './pages/sign-in';
import { UserPage } from './pages/user';
import { emailOf, PASSWORD, PEOPLE, type Who } from './support/portal';
import { openReceiver } from './support/receiver';
import { capturedAll, replay } from './support/replay';
import { newTarget } from './support/rows';
import { expect, test } from './support/test';

type Open = (who: Who | null) => Promise<Page>;

/** What one role was allowed to do is refused to others who send the very same requests. */
async function expectRefused(
  open: Open,
  requests: readonly Request[],
  others: readonly Who[],
): Promise<void> {
  expect(requests.length).toBeGreaterThan(0);
  for (const who of others) {
    const page = await open(who);
    for (const request of requests)
      expect(await replay(page, request), `${who}: ${request.postData()}`).toContain('"code":"forbidden"');
  }
}

test('analyst: what an incident and an alert let one change, one by one', async ({ open, api }) => {
  const { target, incident, alerts } = await api.attack();
  const page = await open('analyst');
  const shown = new IncidentPage(page);
  const dialog = page.getByRole('dialog');
  const name = `Case ${target.id}`;
  const requests = await capturedAll(page, async () => {
    await shown.openLive(incident.incidentNumber);
    await page.getByRole('button', { name: 'Rename the incident' }).click();
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(shown.heading).toContainText(name);

    await shown.choose(shown.manage.getByLabel('Severity'), 'Low');
    await expect(shown.manage).toContainText('Set by a person.');
    await shown.choose(shown.manage.getByLabel('Severity'), 'Highest of its alerts');
    await expect(shown.manage).toContainText('The highest of its alerts.');

    await shown.manage.getByLabel('Tags').fill('vip');
    await page.keyboard.press('Enter');
    await expect(shown.manage.getByRole('button', { name: 'Remove tag vip' })).toBeVisible();
    await shown.manage.getByLabel('Tags').fill('phish');
    await page.keyboard.press('Enter');
    await shown.manage.getByRole('button', { name: 'Remove tag vip' }).click();
    await expect(shown.manage.getByRole('button', { name: 'Remove tag vip' })).toBeHidden();
    await expect(shown.manage.getByRole('button', { name: 'Remove tag phish' })).toBeVisible();
    await shown.choose(shown.status, 'Awaiting action');
    await shown.choose(shown.assignee, PEOPLE.analyst.name);
    await shown.choose(shown.assignee, 'Nobody');

    const alert = new AlertPage(page);
    await alert.open(alerts[0]?.id ?? '');
    await alert.assignee.selectOption({ label: PEOPLE.analyst.name });
    await expect(page.getByRole('button', { name: 'Assign to me' })).toBeHidden();
    await alert.status.selectOption({ label: 'In progress' });
    await expect(alert.status).toHaveValue('inProgress');
    await expect(alert.status).toBeEnabled();
  });

  await shown.open(incident.incidentNumber, '/activity');
  const told = (text: RegExp) => shown.activity.filter({ hasText: text }).first();
  for (const text of [
    /Name: .*Case/s,
    /Severity: .*Low/s,
    /Tags: none.*vip/s,
    /Status: Active.*Awaiting action/s,
  ])
    await expect(told(text)).toBeVisible();
  await page.reload();
  await expect(shown.heading).toContainText(name);
  await expectRefused(open, requests, ['manager']);
});

test('analyst: a saved graph is deleted by who saved it, and by nobody who may not write', async ({
  open,
  api,
}) => {
  const { incident, target } = await api.attack();
  const page = await open('analyst');
  const explored = new GraphPage(page);
  await explored.open(`incident:${incident.incidentNumber}`);
  const saved = await capturedAll(page, () => explored.save(`Walk ${target.id}`, false));
  await page.getByRole('button', { name: 'Delete' }).click();
  const deleted = await capturedAll(page, async () => {
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page).toHaveURL(`/incidents/${incident.incidentNumber}`);
  });
  await page.goto('/graph');
  await expect(page.getByRole('link', { name: `Walk ${target.id}` })).toHaveCount(0);
  await expectRefused(open, [...saved, ...deleted], ['manager']);
});

test('identity admin: decides about risk, which analysts and managers may not', async ({ open, api }) => {
  const [one, other] = [await api.attack({ mild: true }), await api.attack({ mild: true })];
  const page = await open('identityAdmin');
  const user = new UserPage(page);
  const requests = await capturedAll(page, async () => {
    await user.openFromList(one.target.upn);
    await user.ask('Confirm user compromised');
    await user.confirm('Confirm user compromised');
    await user.expectRisk('High', 'Confirmed compromised', 'Admin confirmed the user compromised');
    await user.openFromList(other.target.upn);
    await user.ask('Dismiss risk');
    await user.confirm('Dismiss user risk');
    await expect(user.risk).toContainText('Dismissed');
  });
  await expectRefused(open, requests, ['analyst', 'manager']);
  const analyst = await open('analyst');
  await new UserPage(analyst).openFromList(one.target.upn);
  await expect(analyst.getByRole('button', { name: /confirm user|dismiss risk|remediated/i })).toHaveCount(0);
  // The case itself is the identity admin's to work on as well.
  const shown = new IncidentPage(page);
  await shown.open(one.incident.incidentNumber);
  await shown.choose(shown.assignee, PEOPLE.identityAdmin.name);
  await expect(shown.assignee).toContainText(PEOPLE.identityAdmin.name);
});

test('manager: every number of home and reports leads on, and nothing can be written', async ({
  open,
  api,
}) => {
  await api.attack();
  const page = await open('manager');
  for (const path of ['/home', '/reports']) {
    await page.goto(path);
    const main = page.getByRole('main');
    await expect(main.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    const links = await main
      .locator('a[href^="/incidents"], a[href^="/alerts"], a[href^="/users"], a[href^="/settings"]')
      .evaluateAll((all) => [...new Set(all.map((link) => link.getAttribute('href') ?? ''))]);
    expect(links.length).toBeGreaterThan(3);
    // One of each kind of list is enough: the filters themselves are proved where their lists are.
    const kinds = new Map(links.map((href) => [`${href.split('?')[0]} ${paramNames(href)}`, href]));
    for (const href of kinds.values()) {
      await page.goto(href);
      await expect(page.getByRole('heading', { level: 1 }), href).toBeVisible();
      await expect(page.getByText('could not be shown'), href).toHaveCount(0);
      await expect(
        page.getByRole('main').getByRole('button', { name: /^(Resolve|Assign|Merge|Classify|Pin as)\b/ }),
        href,
      ).toHaveCount(0);
    }
  }
});

const paramNames = (href: string): string =>
  [...new URLSearchParams(href.split('?')[1] ?? '').keys()].sort().join(',');

test('admin: detection, hubs, webhooks: each change is kept, audited, and refused to every other role', async ({
  open,
  api,
}) => {
  const { target, incident } = await api.attack();
  const page = await open('admin');
  const settings = new SettingsPage(page);
  const receiver = await openReceiver();
  const domain = target.id.replaceAll('-', '').toUpperCase();
  const requests = await capturedAll(page, async () => {
    await settings.openTab('detection', 'Detection');
    await page.getByRole('button', { name: 'Add exclusion' }).click();
    await settings.dialog.getByLabel('Value').fill(target.upn);
    await settings.dialog.getByLabel('Reason').fill('A test account.');
    await settings.dialog.getByRole('button', { name: 'Add exclusion' }).click();
    const exclusion = settings.row('Exclusions', target.upn);
    await expect(exclusion).toContainText('A test account.');

    const level = page.getByLabel('Level of App governance');
    await level.selectOption('off');
    await settings
      .row('Alert service levels', 'App governance')
      .getByRole('button', { name: 'Save' })
      .click();
    await expect(settings.message('Level saved')).toBeVisible();
    await page.reload();
    await expect(level).toHaveValue('off');

    await page.getByLabel('Corporate networks').fill('192.0.2.0/28');
    await page.getByLabel('Internal mail domains').fill('inside.example');
    const networks = page.locator('form').filter({ has: page.getByLabel('Corporate networks') });
    await networks.getByRole('button', { name: 'Save' }).click();
    await expect(settings.message('Saved: it counts from the next batch on')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Corporate networks')).toHaveValue('192.0.2.0/28');

    await page.getByLabel('NT or DNS domain').fill(domain);
    await page.getByLabel('UPN suffix').fill('target.example');
    await page.getByRole('button', { name: 'Add pair' }).click();
    const pair = page
      .getByRole('list', { name: 'Domain pairs' })
      .getByRole('listitem')
      .filter({ hasText: domain });
    await expect(pair).toBeVisible();
    await pair.getByRole('button').click();
    await expect(pair).toHaveCount(0);

    await page.goto(`/incidents/${incident.incidentNumber}/assets`);
    await page.getByRole('main').getByRole('link', { name: target.host }).click();
    await page.getByRole('button', { name: 'Pin as hub' }).click();
    await settings.dialog.getByLabel('Reason').fill('A jump host.');
    await settings.dialog.getByRole('button', { name: 'Pin as hub' }).click();
    await expect(page.getByRole('button', { name: 'Unpin' })).toBeVisible();
    await settings.openTab('hubs', 'Hubs');
    const hub = settings.row('Hubs', target.host);
    await hub.getByRole('button', { name: 'Unpin' }).click();
    await settings.dialog.getByLabel('Reason').fill('Not any more.');
    await settings.dialog.getByRole('button', { name: 'Unpin' }).click();
    await expect(hub).toHaveCount(0);

    await settings.openTab('webhooks', 'Webhooks');
    await page.getByRole('button', { name: 'Add webhook' }).click();
    await settings.dialog.getByLabel('Address').fill(receiver.url);
    await settings.dialog.getByRole('button', { name: 'Add webhook' }).click();
    await settings.takeSecret('Signing key');
    const webhook = settings.row('Webhooks', receiver.url);
    await webhook.getByRole('button', { name: 'Switch off' }).click();
    await expect(settings.message('Webhook switched off')).toBeVisible();
    await settings.confirm(webhook, 'Remove');
    await expect(webhook).toHaveCount(0);
  });
  await receiver.close();
  await expectRefused(open, requests, ['analyst', 'identityAdmin', 'manager']);

  await settings.openTab('audit', 'Audit log');
  for (const action of ['exclusion.', 'setting.update', 'webhook.', 'entity.'])
    await expect(settings.row('Audit log', action).first(), action).toBeVisible();
  await page.getByRole('button', { name: 'Check the hash chain' }).click();
  await expect(page.getByText('The chain is intact')).toBeVisible();

  // Who closes alerts may take an exclusion away, though not make one by hand.
  const analyst = await open('analyst');
  const theirs = new SettingsPage(analyst);
  await theirs.openTab('detection', 'Detection');
  await expect(analyst.getByRole('button', { name: 'Add exclusion' })).toHaveCount(0);
  const removed = await capturedAll(analyst, () =>
    theirs.confirm(theirs.row('Exclusions', target.upn), 'Remove'),
  );
  await expect(theirs.row('Exclusions', target.upn)).toHaveCount(0);
  await expectRefused(open, removed, ['manager']);
});

test('admin: people and tokens are refused to every other role', async ({ open }) => {
  const page = await open('admin');
  const settings = new SettingsPage(page);
  const name = newTarget('gate').id;
  const requests = await capturedAll(page, async () => {
    await settings.openTab('tokens', 'API tokens');
    await page.getByRole('button', { name: 'Create token' }).click();
    await settings.dialog.getByLabel('Name').fill(name);
    await settings.dialog.getByRole('button', { name: 'Create token' }).click();
    await settings.takeSecret('API token');
    await settings.confirm(settings.row('API tokens', name), 'Revoke');
    await settings.openTab('people', 'People');
    await page.getByRole('button', { name: 'Add person' }).click();
    await settings.dialog.getByLabel('Name').fill(name);
    await settings.dialog.getByLabel('E-mail').fill(`${name}@e2e.example`);
    await settings.dialog.getByRole('button', { name: 'Add person' }).click();
    await settings.takeSecret('One-time link');
  });
  expect(requests).toHaveLength(3);
  await expectRefused(open, requests, ['analyst', 'identityAdmin', 'manager']);
});

test('everybody: another session of one’s own is ended from the profile', async ({ open }) => {
  const [here, elsewhere] = [await open('manager'), await open(null)];
  await elsewhere.goto('/signin');
  await new SignInPage(elsewhere).signIn(emailOf('manager'), PASSWORD);
  await expect(elsewhere).toHaveURL('/home');
  await here.goto('/settings/profile');
  const sessions = here.getByRole('main').getByRole('listitem').filter({ hasText: /since/ });
  const others = sessions.filter({ has: here.getByRole('button', { name: 'End' }) });
  await expect(sessions.filter({ hasText: 'This session' }).getByRole('button')).toHaveCount(0);
  await others.first().getByRole('button', { name: 'End' }).click();
  await expect(others).toHaveCount(0);
  await elsewhere.goto('/home');
  await expect(elsewhere).toHaveURL(/\/signin/);
});
