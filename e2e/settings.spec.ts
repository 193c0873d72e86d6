import { createHmac } from 'node:crypto';
import { IncidentPage } from './pages/incident';
import { SettingsPage } from './pages/settings';
import { Api } from './support/api';
import { PEOPLE } from './support/portal';
import { openReceiver } from './support/receiver';
import { newTarget, unreadableSignIn } from './support/rows';
import { expect, test } from './support/test';

test('a token is shown once, works, and is refused as soon as it is revoked', async ({ open }) => {
  const page = await open('admin');
  const settings = new SettingsPage(page);
  const name = newTarget('token').id;
  await settings.openTab('tokens', 'API tokens');
  await page.getByRole('button', { name: 'Create token' }).click();
  await settings.dialog.getByLabel('Name').fill(name);
  await settings.box('ingest').uncheck();
  await settings.box('read').check();
  await settings.dialog.getByRole('button', { name: 'Create token' }).click();
  const secret = await settings.takeSecret('API token');
  await page.reload();
  const row = settings.row('API tokens', name);
  await expect(row).toContainText('Active');
  expect(await page.content()).not.toContain(secret);

  const api = await Api.open(secret);
  const read = async () => (await api.http.get('/api/graph/v1.0/security/incidents?$top=1')).status();
  expect(await read()).toBe(200);
  expect((await api.send('SigninLogs', [])).status(), 'scope read may not ingest').toBe(403);
  await settings.confirm(row, 'Revoke');
  await expect(row).toContainText('Revoked');
  await expect(row.getByRole('button')).toHaveCount(0);
  expect(await read()).toBe(401);
  await api.close();
});

test('a webhook is signed, and its deliveries are listed', async ({ open, api }) => {
  const receiver = await openReceiver();
  const page = await open('admin');
  const settings = new SettingsPage(page);
  await settings.openTab('webhooks', 'Webhooks');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await settings.dialog.getByLabel('Address').fill(receiver.url);
  await settings.dialog.getByRole('button', { name: 'Add webhook' }).click();
  const key = await settings.takeSecret('Signing key');
  const row = settings.row('Webhooks', receiver.url);
  await row.getByRole('button', { name: 'Send test' }).click();
  await expect(settings.message('The receiver accepted the test message')).toBeVisible();

  const { incident } = await api.attack();
  await expect.poll(() => receiver.calls.some(({ body }) => body.includes(incident.id))).toBe(true);
  for (const { headers, body } of receiver.calls) {
    const signature = String(headers['x-throughline-signature']);
    const [, time = '', digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
    expect(digest).toBe(createHmac('sha256', key).update(`${time}.${body}`).digest('hex'));
    expect(Math.abs(Date.now() / 1_000 - Number(time))).toBeLessThan(60);
  }
  const delivery = settings.row('Newest deliveries', receiver.url).filter({ hasText: 'incident.created' });
  await expect(delivery).toContainText('Delivered');

  await settings.confirm(row, 'Remove');
  await expect(settings.message('Webhook removed')).toBeVisible();
  await expect(row).toHaveCount(0);
  receiver.close();
});

test('a row that cannot be read is kept with line, field and reason; it is retried, then discarded', async ({
  open,
  api,
}) => {
  const target = newTarget('dead');
  const page = await open('admin');
  const settings = new SettingsPage(page);
  await settings.openTab('data-health', 'Data health');
  const receipt = await api.ingest('SigninLogs', [unreadableSignIn(target)]);
  expect(receipt).toMatchObject({ accepted: 0, rejected: [{ field: 'TimeGenerated' }] });
  await page.reload();

  const letter = page.getByRole('main').getByRole('listitem').filter({ hasText: target.upn });
  await expect(letter).toContainText('line 1, field TimeGenerated');
  await expect(letter).toContainText('not a time between 1980 and 2200: the day before yesterday');
  await letter.getByText('The row as it came').click();
  await expect(letter.getByText(target.objectId)).toBeVisible();

  const done = () => page.waitForResponse((response) => 'next-action' in response.request().headers());
  const retried = done();
  await letter.getByRole('button', { name: 'Retry' }).click();
  expect((await retried).status()).toBe(200);
  await expect(letter).toContainText('not a time');
  await letter.getByRole('button', { name: 'Discard' }).click();
  await expect(letter).toHaveCount(0);

  await settings.openTab('audit', 'Audit log');
  const retry = settings.row('Audit log', 'deadLetter.retry').first();
  await expect(retry).toContainText(PEOPLE.admin.name);
  await expect(retry).toContainText('not a time');
  await expect(settings.row('Audit log', 'deadLetter.discard').first()).toContainText(PEOPLE.admin.name);
});

test('the audit log tells who did what from what to what, and its chain can be checked', async ({
  open,
  api,
}) => {
  const { incident } = await api.attack();
  const analyst = await open('analyst');
  const shown = new IncidentPage(analyst);
  await shown.open(incident.incidentNumber);
  await shown.choose(shown.status, 'In progress');
  const page = await open('admin');
  const settings = new SettingsPage(page);
  await settings.openTab('audit', 'Audit log');
  const entry = settings
    .row('Audit log', `#${incident.incidentNumber} `)
    .filter({ hasText: 'incident.status' });
  await expect(entry).toContainText(PEOPLE.analyst.name);
  await expect(entry).toContainText('Status: Active → became In progress');
  await page.getByRole('button', { name: 'Check the hash chain' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The chain is intact' })).toBeVisible();

  // From and to are in the person's own zone; the address says them in UTC.
  await page.getByRole('button', { name: 'Time', exact: true }).click();
  const time = page.getByRole('dialog', { name: 'Filter: Time' });
  await time.getByLabel('Until').fill('2020-01-01T00:00');
  await time.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/range=\.\.20(19|20)-/);
  await expect(page.getByRole('heading', { name: 'No entry matches' })).toBeVisible();
  await page.getByRole('button', { name: /^Time: until 2020-01-01 00:00/ }).click();
  await time.getByRole('button', { name: 'Last 24 hours' }).click();
  await expect(page).toHaveURL(/range=1d/);
  await expect(entry).toContainText(PEOPLE.analyst.name);
  await page.getByRole('button', { name: 'Remove the filter Time' }).click();
  await expect(page).not.toHaveURL(/range=/);
});
