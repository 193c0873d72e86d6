import { QueuePage } from './pages/queue';
import { forwardingRule, memoryDump, newTarget } from './support/rows';
import { expect, test } from './support/test';

const ALERTS = { title: 'Alerts', path: '/alerts' };

/** Alerts of one kind and of one person each, all named after the group. */
const rules = (group: string, count: number) =>
  Array.from({ length: count }, () => forwardingRule(newTarget(group)));

test('the alert queue filters by several values, by what is not and by ranges, and the address knows', async ({
  open,
  api,
}) => {
  const group = newTarget('sift').id;
  await api.ingest('OfficeActivity', rules(group, 2));
  await api.ingest('DeviceProcessEvents', [memoryDump(newTarget(group))]);
  const page = await open('analyst');
  const queue = new QueuePage(page, ALERTS);
  await queue.open(`?q=${group}`);
  await expect(queue.count).toHaveText('3 alerts');
  const domain = await queue.openFilter('Domain');
  await expect(domain.getByRole('button', { name: 'Cloud apps 2' })).toBeVisible();
  await domain.getByRole('button', { name: 'Leave out Cloud apps' }).click();
  await expect(queue.count).toHaveText('1 alert');
  await domain.getByRole('button', { name: 'Cloud apps 2' }).click();
  await domain.getByRole('button', { name: 'Endpoint 1' }).click();
  await expect(queue.count).toHaveText('3 alerts');
  await page.keyboard.press('Escape');
  const incident = await queue.openFilter('Incident');
  await incident.getByRole('button', { name: 'In no incident' }).click();
  await expect(queue.count).toHaveText('0 alerts');
  await page.goBack();
  await expect(queue.count).toHaveText('3 alerts');
  const seen = await queue.openFilter('Times seen');
  await seen.getByLabel('At least').fill('2');
  await seen.getByLabel('At least').press('Enter');
  await expect(queue.count).toHaveText('0 alerts');
  await page.reload();
  await expect(queue.filter('Times seen')).toContainText('2 or more');
  await expect(queue.filter('Domain')).toContainText('Cloud apps, Endpoint');
  await page.getByRole('button', { name: 'Remove the filter Times seen' }).click();
  await expect(queue.links).toHaveCount(3);
  await queue.choose('Group', 'Domain');
  await expect(queue.table.locator('[data-group]')).toHaveText(['Endpoint1', 'Cloud apps2']);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(queue.search).toHaveValue('');
});

test('the alert queue keeps views of its own: private, shared, opened by default', async ({ open, api }) => {
  test.slow();
  const group = newTarget('watch').id;
  await api.ingest('OfficeActivity', rules(group, 1));
  const name = `Watch ${group}`;
  const page = await open('analyst');
  const queue = new QueuePage(page, ALERTS);
  await queue.open(`?q=${group}&columns=count,severity&density=compact&sort=created`);
  await (await queue.views()).getByRole('button', { name: 'Save as a new view …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a view' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Open the list with it').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/view=/);
  await page.goto('/alerts');
  await expect(queue.search).toHaveValue(group);
  await expect(queue.table.getByRole('columnheader')).toHaveText(['', 'Alert', 'Seen', 'Severity'], {
    useInnerText: true,
  });
  await expect(queue.links).toHaveCount(1);

  const other = new QueuePage(await open('identityAdmin'), ALERTS);
  await other.open();
  await expect((await other.views()).getByRole('link', { name })).toHaveCount(0);
  await (await queue.views()).getByRole('button', { name: 'Rename or share …' }).click();
  const change = page.getByRole('dialog', { name: 'Rename or share the view' });
  await change.getByLabel('Share with everybody').check();
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(change).toBeHidden();
  await other.open();
  await (await other.views()).getByRole('link', { name }).click();
  await expect(other.links).toHaveCount(1);

  // The incident queue has views of its own.
  const incidents = new QueuePage(page);
  await incidents.open();
  await expect((await incidents.views()).getByRole('link', { name })).toHaveCount(0);
  await page.goto('/alerts');
  await (await queue.views()).getByRole('button', { name: /^Delete/ }).click();
  await expect(page.getByRole('button', { name: 'View: none' })).toBeVisible();
  await page.goto('/alerts');
  await expect(queue.search).toHaveValue('');
});

test('the alert queue works by keyboard: j, x, ranges, Enter, back, a verdict', async ({ open, api }) => {
  const group = newTarget('press').id;
  await api.ingest('OfficeActivity', rules(group, 60));
  const page = await open('analyst');
  const queue = new QueuePage(page, ALERTS);
  await queue.open(`?q=${group}&sort=created&dir=asc`);
  await expect(queue.count).toHaveText('60 alerts');
  await page.keyboard.press('End');
  const last = queue.table.locator('tr[data-index="59"]');
  await expect(last.locator('a[data-row-link]')).toBeFocused();
  await page.keyboard.press('m');
  await expect(last).toContainText('Noor Analyst');
  for (const key of ['r', 'f', '1', 'Enter']) await page.keyboard.press(key);
  await expect(last).toContainText('Resolved');
  await expect(last).toContainText('no longer matches');
  await expect(last.locator('a[data-row-link]')).toBeFocused();
  for (const key of ['k', 'x', 'Shift+ArrowUp']) await page.keyboard.press(key);
  await expect(queue.selection).toContainText('2 selected');
  await page.keyboard.press('Control+a');
  await expect(queue.selection).toContainText('60 selected');
  await page.keyboard.press('Escape');
  await expect(queue.selection).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/alerts\/.*queue=/);
  await expect(page.getByRole('link', { name: /^Previous alert/ })).toBeVisible();
  await page.goBack();
  await expect(queue.table.locator('tr[data-index="57"] a[data-row-link]')).toBeFocused();
});

test('an alert arrives in an open queue, and a manager looks on without boxes', async ({ open, api }) => {
  const target = newTarget('come');
  const queue = new QueuePage(await open('manager'), ALERTS);
  await queue.open(`?q=${target.id}`);
  await queue.live();
  await expect(queue.page.getByRole('heading', { name: 'No alert matches these filters' })).toBeVisible();
  await api.ingest('OfficeActivity', [forwardingRule(target)]);
  await expect(queue.links).toHaveCount(1);
  await expect(queue.count).toHaveText('1 alert');
  await expect(queue.table.getByRole('checkbox')).toHaveCount(0);
  for (const key of ['j', 'x', 'r']) await queue.page.keyboard.press(key);
  await expect(queue.page.getByRole('dialog')).toHaveCount(0);
  await expect(queue.selection).toBeHidden();
});
