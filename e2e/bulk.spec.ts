import type { Page } from '@playwright/test';
import { SettingsPage } from './pages/settings';
import type { Api } from './support/api';
import { BASE_URL, PEOPLE } from './support/portal';
import { forwardingRule, newTarget } from './support/rows';
import { expect, test } from './support/test';

/** So many incidents of their own, found by a name that they share. */
async function incidents(api: Api, count: number): Promise<string> {
  const group = newTarget('bulk').id;
  await api.ingest(
    'OfficeActivity',
    Array.from({ length: count }, () => forwardingRule(newTarget(group))),
  );
  return group;
}

const TAG = (tag: string) => ({ do: 'tags', add: [tag], remove: [] });

/** The list of jobs, as it is told live from now on. */
async function openJobs(page: Page): Promise<void> {
  await page.goto('/jobs');
  await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
}

/** What the selection bar asks for, as this page's person. */
function ask(page: Page, search: string, expected: number, action: object) {
  return page.request.post('/api/jobs', {
    headers: { origin: BASE_URL },
    data: { target: 'incident', action, selection: { kind: 'filter', search, expected } },
  });
}

test('a filter is tagged as a whole, told in the tray, listed, and undone', async ({ open, api }) => {
  const group = await incidents(api, 3);
  const page = await open('analyst');
  await openJobs(page);
  const answer = await ask(page, `?q=${group}`, 3, TAG(group));
  expect(answer.status(), await answer.text()).toBe(200);
  const title = `Tag 3 incidents with “${group}”`;
  const row = page.getByRole('table', { name: 'Jobs' }).getByRole('row').filter({ hasText: title });
  await expect(row).toContainText('Done');
  await expect(row).toContainText('3 changed');

  await page.getByRole('button', { name: /^Jobs/ }).click();
  const tray = page.getByRole('dialog', { name: 'Jobs' });
  const undo = tray.getByRole('button', { name: `Undo: ${title}` });
  await undo.focus();
  await page.keyboard.press('Enter');
  await expect(tray).toContainText('3 of 3 undone');
  await page.keyboard.press('Escape');
  await expect(row).toContainText('Undone');

  await row.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Items by outcome' })
    .getByRole('link', { name: /^Undone/ })
    .click();
  await expect(page).toHaveURL(/outcome=undone/);
  await expect(page.getByRole('table', { name: 'Items' }).locator('a[data-row-link]')).toHaveCount(3);
});

test('says what was left alone, and leads to it', async ({ open, api }) => {
  const group = await incidents(api, 2);
  const page = await open('analyst');
  await openJobs(page);
  const close = {
    do: 'resolve',
    classification: 'falsePositive',
    determination: 'notMalicious',
    comment: '',
  };
  expect((await ask(page, `?q=${group}`, 2, close)).status()).toBe(200);
  const row = page
    .getByRole('table', { name: 'Jobs' })
    .getByRole('row')
    .filter({ hasText: 'Resolve 2' })
    .first();
  await expect(row).toContainText('2 changed');
  // Resolved ones cannot be moved on: they are skipped, each with the reason.
  expect(
    (await ask(page, `?q=${group}&status=any`, 2, { do: 'status', status: 'inProgress' })).status(),
  ).toBe(200);
  const second = page.getByRole('row').filter({ hasText: 'Set 2 incidents to in progress' }).first();
  await expect(second).toContainText('2 skipped');
  await second.getByRole('link').click();
  await expect(page.getByText('2 skipped: resolved: reopen it first')).toBeVisible();
  const items = page.getByRole('table', { name: 'Items' });
  await items.locator('a[data-row-link]').first().click();
  await expect(page).toHaveURL(/\/incidents\/\d+/);
});

test('nothing is done when the filter matches another number than was seen', async ({ open, api }) => {
  const group = await incidents(api, 2);
  const page = await open('analyst');
  const answer = await ask(page, `?q=${group}`, 5, TAG('never'));
  expect(answer.status()).toBe(409);
  expect(await answer.json()).toMatchObject({ fields: { count: '2' } });
  const jobs = (await (await page.request.get('/api/jobs')).json()) as { title: string }[];
  expect(jobs.filter(({ title }) => title.includes('never'))).toEqual([]);
});

test('a manager sees jobs and may neither make nor undo one', async ({ open, api }) => {
  const group = await incidents(api, 2);
  const analyst = await open('analyst');
  await openJobs(analyst);
  expect((await ask(analyst, `?q=${group}`, 2, TAG(group))).status()).toBe(200);
  await expect(analyst.getByRole('row').filter({ hasText: group })).toContainText('2 changed');
  const manager = await open('manager');
  expect((await ask(manager, `?q=${group}`, 2, TAG('refused'))).status()).toBe(403);
  await manager.goto('/jobs');
  const row = manager.getByRole('row').filter({ hasText: group });
  await expect(row).toContainText('2 changed');
  await expect(row).toContainText(PEOPLE.analyst.name);
  await expect(manager.getByRole('button', { name: /^(Undo|Cancel)/ })).toHaveCount(0);
});

test('retention shows what would go, and keeps what was saved', async ({ open }) => {
  const page = await open('admin');
  const settings = new SettingsPage(page);
  await settings.openTab('retention', 'Retention');
  const days = page.getByLabel('All tables, days');
  await days.fill('0');
  await expect(page.getByText('Between 1 and 3650 days.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save …' })).toBeDisabled();
  await days.fill('365');
  await page.getByRole('button', { name: 'Save …' }).click();
  await settings.dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(settings.message('Saved')).toBeVisible();
  await page.reload();
  await expect(days).toHaveValue('365');
  await settings.openTab('audit', 'Audit log');
  const entry = settings.row('Audit log', 'setting.update').filter({ hasText: 'retention' }).first();
  await expect(entry).toContainText('365 days');
});

test('the audit log is filtered by who and by what, in its address', async ({ open, api }) => {
  const { incident, target } = await api.attack({ mild: true });
  const page = await open('admin');
  await openJobs(page);
  const answer = await ask(page, `?q=%23${incident.incidentNumber}`, 1, TAG(target.id));
  expect(answer.status(), await answer.text()).toBe(200);
  await expect(page.getByRole('row').filter({ hasText: target.id })).toContainText('1 changed');
  await page.goto(`/settings/audit?target=%23${incident.incidentNumber}`);
  const table = page.getByRole('table', { name: 'Audit log' });
  await expect(table.getByRole('row').filter({ hasText: 'incident.tags' })).toHaveCount(1);
  await expect(table).toContainText(`#${incident.incidentNumber}`);
  await expect(table).not.toContainText('Version');
  await page.getByLabel('Action').selectOption('incident.tags');
  await expect(page).toHaveURL(/action=incident.tags/);
  await expect(table.getByRole('row')).toHaveCount(2);
});

test('the portal opens with the page that was chosen', async ({ open }) => {
  const page = await open('identityAdmin');
  await page.goto('/settings/profile');
  await expect(page.getByLabel('Time zone')).toContainText('Asia/Kolkata');
  await page.getByLabel('Start page', { exact: true }).selectOption({ label: 'Alerts' });
  await page.goto('/');
  await expect(page).toHaveURL(/^[^?]*\/alerts/);
});
