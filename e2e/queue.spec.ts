import { QueuePage } from './pages/queue';
import { forwardingRule, newTarget } from './support/rows';
import { expect, test } from './support/test';

test('shows an attack that arrives while it is open, without a reload', async ({ open, api }) => {
  const page = await open('analyst');
  const queue = new QueuePage(page);
  await queue.open();
  await queue.live();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const { target, incident } = await api.attack();
  const row = queue.row(target.name);
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(`#${incident.incidentNumber}`);
  await expect(row).toContainText('2 / 2');
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('an empty queue shows its first incident without a reload', async ({ open, api }) => {
  const target = newTarget('first');
  const page = await open('analyst');
  const queue = new QueuePage(page);
  await queue.open(`?q=${target.id}`);
  await queue.live();
  await expect(page.getByRole('heading', { name: 'No incident matches these filters' })).toBeVisible();
  await expect(queue.summary).toContainText('0 incidents');
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const { incident } = await api.attack({ target });
  await expect(queue.row(target.name)).toContainText(`#${incident.incidentNumber}`);
  await expect(queue.summary).toContainText('1 incidents');
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('keeps rows in place while somebody points at them, and says what waits', async ({ open, api }) => {
  await api.attack();
  const page = await open('analyst');
  const queue = new QueuePage(page);
  await queue.open();
  await queue.live();
  const first = await queue.incidents.first().textContent();
  await queue.incidents.first().hover();
  const { target } = await api.attack();
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible();
  await expect(queue.incidents.first()).toHaveText(first ?? '');
  await page.getByRole('button', { name: '1 new' }).click();
  await expect(queue.incidents.first()).toContainText(target.id);
});

test('filters, and keeps its state in the address', async ({ open, api }) => {
  const { target } = await api.attack();
  const other = await api.attack({ mild: true });
  const page = await open('analyst');
  const queue = new QueuePage(page);
  await queue.open();
  await expect(queue.row(target.name)).toHaveCount(1);
  await expect(queue.row(other.target.name)).toHaveCount(1);
  await queue.filter('Severity', /^High/);
  await expect(page).toHaveURL(/severity=/);
  await expect(queue.row(other.target.name)).toHaveCount(0);
  await expect(queue.row(target.name)).toHaveCount(1);
  await queue.search.fill(target.upn);
  await queue.search.press('Enter');
  await expect(queue.incidents).toHaveCount(1);
  await expect(queue.summary).toContainText('1 incidents');
  await page.reload();
  await expect(queue.search).toHaveValue(target.upn);
  await expect(queue.incidents).toHaveCount(1);
  await page.goBack();
  await expect(queue.search).toHaveValue('');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page).toHaveURL('/incidents');
  await expect(queue.row(other.target.name)).toHaveCount(1);
});

test('sorts by what is chosen', async ({ open, api }) => {
  const mild = await api.attack({ mild: true });
  const severe = await api.attack();
  const page = await open('analyst');
  const queue = new QueuePage(page);
  const place = async (id: string) =>
    (await queue.incidents.allTextContents()).findIndex((text) => text.includes(id));
  await queue.open();
  await page.getByLabel('Sort by').selectOption({ value: 'priority' });
  await expect(page).toHaveURL(/sort=priority/);
  await expect.poll(() => place(severe.target.id)).toBeLessThan(await place(mild.target.id));
  await page.getByLabel('Sort by').selectOption({ value: 'created' });
  await expect(page).toHaveURL(/sort=created/);
  await expect.poll(() => place(severe.target.id)).toBe(0);
  expect(await place(mild.target.id)).toBe(1);
});

test('pages by key, and the address keeps the page', async ({ open, api }) => {
  const group = newTarget('page').id;
  const targets = Array.from({ length: 53 }, () => newTarget(group));
  await api.ingest(
    'OfficeActivity',
    targets.map((target) => forwardingRule(target)),
  );
  const page = await open('analyst');
  const queue = new QueuePage(page);
  await queue.open(`?q=${group}`);
  await expect(queue.incidents).toHaveCount(50);
  await expect(queue.summary).toContainText('53 incidents');
  const first = await queue.incidents.allTextContents();
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(queue.incidents).toHaveCount(3);
  const rest = await queue.incidents.allTextContents();
  expect(new Set([...first, ...rest]).size).toBe(53);
  await page.reload();
  await expect(queue.incidents).toHaveText(rest);
  await page.getByRole('link', { name: 'Previous page' }).click();
  await expect(queue.incidents).toHaveText(first);
});

test('works by keyboard: j, k, Home, End, Enter, [ and ]', async ({ open, api }) => {
  const group = newTarget('keys').id;
  for (let i = 0; i < 3; i++) await api.attack({ target: newTarget(group), mild: true });
  const page = await open('analyst');
  const queue = new QueuePage(page);
  await queue.open(`?q=${group}`);
  await expect(queue.incidents).toHaveCount(3);
  await queue.incidents.first().focus();
  await page.keyboard.press('j');
  await expect(queue.incidents.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(queue.incidents.nth(2)).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await expect(queue.incidents.first()).toBeFocused();
  const order = (await queue.incidents.allTextContents()).map((text) => /#(\d+)/.exec(text)?.[1]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/incidents/${order[0]}\\?queue=`));
  await expect(page.getByRole('link', { name: /^Next incident/ })).toBeVisible();
  await page.keyboard.press(']');
  await expect(page).toHaveURL(new RegExp(`/incidents/${order[1]}\\?`));
  await expect(page.getByRole('link', { name: /^Previous incident/ })).toBeVisible();
  await page.keyboard.press('[');
  await expect(page).toHaveURL(new RegExp(`/incidents/${order[0]}\\?`));
  await page.getByRole('link', { name: 'Queue', exact: true }).click();
  await expect(page).toHaveURL(`/incidents?q=${group}`);
});
