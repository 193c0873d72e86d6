import { QueuePage } from './pages/queue';
import { forwardingRule, newTarget } from './support/rows';
import { expect, test } from './support/test';

/** Quick ways to many incidents: a forwarding rule of one person each. */
const rules = (group: string, count: number) =>
  Array.from({ length: count }, () => forwardingRule(newTarget(group)));

test('shows an attack that arrives while it is open, without a reload', async ({ open, api }) => {
  const queue = new QueuePage(await open('analyst'));
  await queue.open();
  await queue.live();
  await queue.page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const { target, incident } = await api.attack();
  const row = queue.row(target.name);
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(`#${incident.incidentNumber}`);
  await expect(row).toContainText('2 / 2');
  expect(await queue.page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('an empty queue shows its first incident without a reload', async ({ open, api }) => {
  const target = newTarget('first');
  const queue = new QueuePage(await open('analyst'));
  await queue.open(`?q=${target.id}`);
  await queue.live();
  await expect(queue.page.getByRole('heading', { name: 'No incident matches these filters' })).toBeVisible();
  await expect(queue.count).toHaveText('0 incidents');
  await queue.page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const { incident } = await api.attack({ target });
  await expect(queue.row(target.name)).toContainText(`#${incident.incidentNumber}`);
  await expect(queue.count).toHaveText('1 incident');
  expect(await queue.page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('keeps rows in place while somebody points at them, and says what waits', async ({ open, api }) => {
  await api.attack();
  const queue = new QueuePage(await open('analyst'));
  await queue.open();
  await queue.live();
  const first = await queue.links.first().textContent();
  await queue.links.first().hover();
  const { target } = await api.attack();
  await expect(queue.page.getByRole('button', { name: '1 new' })).toBeVisible();
  await expect(queue.links.first()).toHaveText(first ?? '');
  await queue.page.getByRole('button', { name: '1 new' }).click();
  await expect(queue.links.first()).toContainText(target.id);
});

test('changes a row where it stands, and says when it no longer matches', async ({ open, api }) => {
  const group = newTarget('place').id;
  for (let i = 0; i < 2; i++) await api.attack({ target: newTarget(group), mild: true });
  const [mine, theirs] = [await open('analyst'), await open('identityAdmin')];
  const queue = new QueuePage(mine);
  await queue.open(`?q=${group}`);
  await queue.live();
  await expect(queue.links).toHaveCount(2);
  const order = await queue.links.allTextContents();
  await queue.links.first().hover();
  const other = new QueuePage(theirs);
  await other.open(`?q=${group}`);
  await theirs.keyboard.press('j');
  await theirs.keyboard.press('j');
  await theirs.keyboard.press('r');
  for (const key of ['f', '1', 'Enter']) await theirs.keyboard.press(key);
  const row = queue.table.getByRole('row').filter({ hasText: order[1] ?? '' });
  await expect(row).toContainText('Resolved');
  await expect(row).toContainText('no longer matches');
  await expect(queue.links).toHaveText(order);
});

test('filters by several values, by what is not, by numbers, and keeps its state in the address', async ({
  open,
  api,
}) => {
  const group = newTarget('filter').id;
  const severe = await api.attack({ target: newTarget(group) });
  const mild = await api.attack({ target: newTarget(group), mild: true });
  const queue = new QueuePage(await open('analyst'));
  await queue.open();
  await queue.search.fill(group);
  await queue.search.press('Enter');
  await expect(queue.links).toHaveCount(2);
  const severity = await queue.openFilter('Severity');
  await expect(severity.getByRole('button', { name: 'High 1' })).toBeVisible();
  await expect(severity.getByRole('button', { name: 'Medium 1' })).toBeVisible();
  await severity.getByRole('button', { name: 'Leave out High' }).click();
  await expect(queue.row(severe.target.name)).toHaveCount(0);
  await expect(queue.row(mild.target.name)).toHaveCount(1);
  await expect(queue.count).toHaveText('1 incident');
  await severity.getByRole('button', { name: 'High 1' }).click();
  await severity.getByRole('button', { name: 'Medium 1' }).click();
  await expect(queue.links).toHaveCount(2);
  await queue.page.keyboard.press('Escape');
  const alerts = await queue.openFilter('Number of alerts');
  await alerts.getByLabel('At least').fill('2');
  await alerts.getByLabel('At least').press('Enter');
  await expect(queue.row(mild.target.name)).toHaveCount(0);
  await expect(queue.row(severe.target.name)).toHaveCount(1);
  await queue.page.reload();
  await expect(queue.search).toHaveValue(group);
  await expect(queue.filter('Number of alerts')).toContainText('2 or more');
  await expect(queue.links).toHaveCount(1);
  await queue.page.goBack();
  await expect(queue.links).toHaveCount(2);
  await queue.page.getByRole('button', { name: 'Remove the filter Status' }).click();
  await expect(queue.filter('Status')).toHaveCount(0);
  await queue.page.getByRole('button', { name: 'Reset' }).click();
  await expect(queue.search).toHaveValue('');
  await expect(queue.filter('Status')).toContainText('Active, In progress, Awaiting action');
});

test('sorts both ways by what is chosen', async ({ open, api }) => {
  const group = newTarget('sort').id;
  const mild = await api.attack({ target: newTarget(group), mild: true });
  const severe = await api.attack({ target: newTarget(group) });
  const queue = new QueuePage(await open('analyst'));
  await queue.open(`?q=${group}`);
  await queue.choose('Sort', 'Priority');
  await expect(queue.page).toHaveURL(/sort=priority/);
  await expect(queue.links.first()).toContainText(severe.target.id);
  await queue.choose('Sort', 'Lowest first');
  await expect(queue.links.first()).toContainText(mild.target.id);
  await queue.table.getByRole('button', { name: 'Severity' }).click();
  await expect(queue.page).toHaveURL(/sort=severity/);
  await expect(queue.links.first()).toContainText(severe.target.id);
  await expect(queue.table.getByRole('columnheader', { name: 'Severity' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
});

test('groups with exact counts, and folds them', async ({ open, api }) => {
  const group = newTarget('group').id;
  await api.attack({ target: newTarget(group) });
  for (let i = 0; i < 2; i++) await api.attack({ target: newTarget(group), mild: true });
  const queue = new QueuePage(await open('analyst'));
  await queue.open(`?q=${group}`);
  await queue.choose('Group', 'Severity');
  const heads = queue.table.locator('[data-group]');
  await expect(heads).toHaveText(['High1', 'Medium2']);
  await expect(queue.links).toHaveCount(3);
  await heads.first().getByRole('button').click();
  await expect(queue.links).toHaveCount(2);
  await expect(queue.page).toHaveURL(/folded=high/);
  await queue.page.reload();
  await expect(heads).toHaveText(['High1', 'Medium2']);
  await expect(queue.links).toHaveCount(2);
});

test('columns are chosen and ordered, rows are as dense as one likes, and the address knows', async ({
  open,
  api,
}) => {
  await api.attack();
  const queue = new QueuePage(await open('analyst'));
  // As wide as all of them need: where there is no room, the menu says so beside the name.
  await queue.page.setViewportSize({ width: 1920, height: 900 });
  await queue.open();
  const heads = queue.table.getByRole('columnheader');
  await queue.page.getByRole('button', { name: 'Display' }).click();
  const display = queue.page.getByRole('dialog', { name: 'Display' });
  for (const name of ['Impacted', 'Alerts', 'Domains', 'Last activity'])
    await display.getByLabel(name, { exact: true }).uncheck();
  await display.getByLabel('Determination', { exact: true }).check();
  await expect(heads).toHaveText(
    ['', 'Incident', 'Severity', 'Priority', 'Status', 'Assigned to', 'Last update', 'Determination'],
    { useInnerText: true },
  );
  await display.getByRole('button', { name: 'Move Determination up' }).click();
  await display.getByRole('button', { name: 'Move Determination up' }).click();
  await display.getByRole('button', { name: 'Compact' }).click();
  const chosen = [
    '',
    'Incident',
    'Severity',
    'Priority',
    'Status',
    'Determination',
    'Assigned to',
    'Last update',
  ];
  await expect(heads).toHaveText(chosen, { useInnerText: true });
  await queue.page.reload();
  await expect(heads).toHaveText(chosen, { useInnerText: true });
  const box = await queue.table.getByRole('row').nth(1).boundingBox();
  expect(box?.height).toBe(28);
});

test('one list over many blocks: scrolls to the end, and comes back to its place', async ({ open, api }) => {
  const group = newTarget('page').id;
  await api.ingest('OfficeActivity', rules(group, 130));
  const queue = new QueuePage(await open('analyst'));
  await queue.open(`?q=${group}&sort=created&dir=asc`);
  await expect(queue.count).toHaveText('130 incidents');
  const seen = new Set<string>();
  const read = async () => {
    for (const text of await queue.links.allTextContents()) seen.add(/#(\d+)/.exec(text)?.[1] ?? '');
  };
  await read();
  await queue.page.keyboard.press('End');
  const last = queue.table.locator('tr[data-index="129"]').getByRole('link').first();
  await expect(last).toBeFocused();
  await expect(queue.table.locator('tr[data-index="125"]').locator('a[data-row-link]')).toHaveCount(1);
  const frame = queue.table.locator('..');
  for (let top = 130 * 36; top >= 0; top -= 500) {
    await frame.evaluate((element, y) => element.scrollTo(0, y), top);
    await expect(queue.table.locator('tr[aria-busy]')).toHaveCount(0);
    await read();
  }
  expect(seen.size).toBe(130);
  await frame.evaluate((element) => element.scrollTo(0, 90 * 36));
  const row = queue.table.locator('tr[data-index="95"]').locator('a[data-row-link]');
  const name = await row.textContent();
  await row.click();
  await expect(queue.page.getByRole('navigation', { name: 'Queue' })).toBeVisible();
  await queue.page.goBack();
  await expect(row).toHaveText(name ?? '');
  await expect(row).toBeInViewport();
  await expect(row).toBeFocused();
});

test('works by keyboard: j, k, Home, End, /, Enter, [ and ]', async ({ open, api }) => {
  const group = newTarget('keys').id;
  for (let i = 0; i < 3; i++) await api.attack({ target: newTarget(group), mild: true });
  const page = await open('analyst');
  const queue = new QueuePage(page);
  await queue.open(`?q=${group}`);
  await expect(queue.links).toHaveCount(3);
  await page.keyboard.press('j');
  await expect(queue.links.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(queue.links.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(queue.links.nth(2)).toBeFocused();
  await page.keyboard.press('/');
  await expect(queue.search).toBeFocused();
  await page.keyboard.type('j');
  await expect(queue.search).toHaveValue('j');
  await queue.links.nth(2).focus();
  await page.keyboard.press('k');
  await page.keyboard.press('Home');
  await expect(queue.links.first()).toBeFocused();
  const order = (await queue.links.allTextContents()).map((text) => /#(\d+)/.exec(text)?.[1]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/incidents/${order[0]}\\?queue=`));
  await expect(page.getByRole('link', { name: /^Next incident/ })).toBeVisible();
  await page.keyboard.press(']');
  await expect(page).toHaveURL(new RegExp(`/incidents/${order[1]}\\?`));
  await expect(page.getByRole('link', { name: /^Previous incident/ })).toBeVisible();
  await page.keyboard.press('[');
  await expect(page).toHaveURL(new RegExp(`/incidents/${order[0]}\\?`));
  await expect(page.getByRole('link', { name: /^Next incident/ })).toBeVisible();
  await page.keyboard.press(']');
  await expect(page).toHaveURL(new RegExp(`/incidents/${order[1]}\\?`));
  await page.getByRole('link', { name: 'Queue', exact: true }).click();
  await expect(page).toHaveURL(`/incidents?q=${group}`);
  // On from the one that was looked at last.
  await expect(queue.links.nth(1)).toBeFocused();
});

test('selects rows, ranges, and everything that matches with its count frozen', async ({ open, api }) => {
  const group = newTarget('select').id;
  await api.ingest('OfficeActivity', rules(group, 60));
  const page = await open('analyst');
  const queue = new QueuePage(page);
  await queue.open(`?q=${group}`);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(queue.selection).toContainText('1 selected');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(queue.selection).toContainText('3 selected');
  await page.keyboard.press('End');
  await expect(queue.table.locator('tr[data-index="59"] a[data-row-link]')).toBeFocused();
  const box = (line: number) => queue.table.locator(`tr[data-index="${line}"]`).getByRole('checkbox');
  await box(55).click();
  await box(59).click({ modifiers: ['Shift'] });
  await expect(queue.selection).toContainText('8 selected');
  await page.getByRole('button', { name: 'Select all 60 that match' }).click();
  await expect(page.getByText('All 60 that match', { exact: true })).toBeVisible();
  await expect(queue.selection).toContainText('60 selected');
  await expect(box(59)).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(queue.selection).toBeHidden();
  await page.keyboard.press('Control+a');
  await expect(queue.selection).toContainText('60 selected');
});

test('triages ten incidents by keyboard alone, a verdict in at most eight presses', async ({ open, api }) => {
  const group = newTarget('triage').id;
  await api.ingest('OfficeActivity', rules(group, 10));
  const page = await open('analyst');
  const queue = new QueuePage(page);
  await queue.open(`?q=${group}`);
  await expect(queue.count).toHaveText('10 incidents');
  for (let line = 0; line < 10; line++) {
    const row = queue.table.locator(`tr[data-index="${line}"]`);
    const keys = ['j', 'm'];
    for (const key of keys) await page.keyboard.press(key);
    await expect(row).toContainText('Noor Analyst');
    const verdict = line % 2 === 0 ? ['r', 'f', '1', 'Enter'] : ['r', 't', '3', 'Enter'];
    for (const key of verdict) await page.keyboard.press(key);
    await expect(row).toContainText('Resolved');
    await expect(page.getByRole('dialog')).toBeHidden();
    expect(keys.length + verdict.length).toBeLessThanOrEqual(8);
  }
  await queue.open(`?q=${group}&status=resolved&classification=falsePositive&determination=notMalicious`);
  await expect(queue.count).toHaveText('5 incidents');
});

test('a manager keeps views of their own, and changes nothing else', async ({ open, api }) => {
  const group = newTarget('board').id;
  await api.attack({ target: newTarget(group) });
  const page = await open('manager');
  const queue = new QueuePage(page);
  await queue.open(`?q=${group}`);
  await expect(queue.links).toHaveCount(1);
  await expect(queue.table.getByRole('checkbox')).toHaveCount(0);
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await page.keyboard.press('x');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(queue.selection).toBeHidden();
  await (await queue.views()).getByRole('button', { name: 'Save as a new view …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a view' });
  await expect(dialog.getByLabel('Share with everybody')).toHaveCount(0);
  await dialog.getByLabel('Name').fill(`Board ${group}`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: `View: Board ${group}` })).toBeVisible();
});

test('views are saved, shared, opened by default, updated and deleted', async ({ open, api }) => {
  const group = newTarget('view').id;
  await api.attack({ target: newTarget(group) });
  await api.attack({ target: newTarget(group), mild: true });
  const name = `Hunt ${group}`;
  const page = await open('analyst');
  const queue = new QueuePage(page);
  await queue.open(`?q=${group}&columns=status,severity&density=compact`);
  await (await queue.views()).getByRole('button', { name: 'Save as a new view …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a view' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Share with everybody').check();
  await dialog.getByLabel('Open the list with it').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/view=/);
  await page.goto('/incidents');
  await expect(queue.search).toHaveValue(group);
  await expect(queue.links).toHaveCount(2);

  const other = new QueuePage(await open('identityAdmin'));
  await other.open();
  await (await other.views()).getByRole('link', { name }).click();
  await expect(other.links).toHaveCount(2);
  const foreign = await other.views();
  await expect(foreign.getByRole('button', { name: /^Delete/ })).toHaveCount(0);

  await queue.choose('Sort', 'Priority');
  await expect(page.getByText('changed', { exact: true })).toBeVisible();
  await (await queue.views()).getByRole('button', { name: /^Update/ }).click();
  await expect(page.getByText('changed', { exact: true })).toBeHidden();
  await page.goto('/incidents');
  await expect(page).toHaveURL(/sort=priority/);
  await (await queue.views()).getByRole('button', { name: /^Delete/ }).click();
  await expect(page.getByRole('button', { name: 'View: none' })).toBeVisible();
  await page.goto('/incidents');
  await expect(queue.search).toHaveValue('');
});
