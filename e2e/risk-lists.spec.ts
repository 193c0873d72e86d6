import { QueuePage } from './pages/queue';
import { UserPage } from './pages/user';
import { expect, test } from './support/test';

test('risk detections lead to their alert, their user and their address; filters are the address', async ({
  open,
  api,
}) => {
  const { target } = await api.attack();
  const page = await open('analyst');
  await page.goto('/users');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Risk detections' }).click();
  const search = page.getByRole('searchbox', { name: 'Search risk detections by user or IP address' });
  await search.fill(target.upn);
  await search.press('Enter');
  await page.waitForURL(/[?&]q=/);
  const rows = page.getByRole('table', { name: 'Risk detections' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText(target.name);

  const list = new QueuePage(page, { title: 'Risk detections', path: '/risk-detections' });
  const types = await list.openFilter('Detection type');
  await types.getByRole('button', { name: 'Anonymous IP address 1' }).click();
  await page.waitForURL(/type=anonymizedIPAddress/);
  await expect(rows).toHaveCount(2);
  const kept = page.url();
  await page.goto(kept.replace('type=anonymizedIPAddress', 'type=!anonymizedIPAddress'));
  await expect(rows).toHaveCount(2);
  await expect(list.count).toHaveText('1 detection');
  await expect(rows.nth(1)).not.toContainText('Anonymous IP address');
  await rows.nth(1).getByRole('link').first().click();
  await expect(page).toHaveURL(/\/alerts\//);

  await page.goto(kept);
  await rows.nth(1).getByRole('link', { name: target.attackerIp }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(target.attackerIp);
  await page.goto(kept);
  await rows.nth(1).getByRole('link', { name: target.name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(target.name);
});

test('a risky sign-in shows what was found, who it was and the row as it was sent, by keyboard', async ({
  open,
  api,
}) => {
  const { target } = await api.attack();
  const page = await open('manager');
  await page.goto(`/risky-sign-ins?q=${target.upn}`);
  const table = page.getByRole('table', { name: 'Risky sign-ins' });
  await expect(table.getByRole('row')).toHaveCount(2);
  await table.locator('[data-row-link]').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Sign-in of ${target.name}`);
  await expect(page.getByRole('table', { name: 'Risk detections' })).toContainText('Anonymous IP address');
  await page.getByText('SigninLogs').click();
  await expect(page.getByText('OfficeHome').first()).toBeVisible();
  await page.goto(`/risky-sign-ins?q=${target.upn}&state=!atRisk`);
  await expect(page.getByRole('heading', { name: 'No sign-in matches these filters' })).toBeVisible();
  await page.goto('/risky-sign-ins/there-is-none');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/no such/i);
});

test('risk over time: each step says why and leads to what caused it', async ({ open, api }) => {
  const { target } = await api.attack();
  const page = await open('analyst');
  await new UserPage(page).openFromList(target.upn);
  const chart = page.getByRole('figure', { name: 'Risk over time' });
  const first = chart.getByRole('link').first();
  await expect(first).toHaveAccessibleName(/None → (Low|Medium).*anonymous IP address/i);
  const steps = await chart.getByRole('link').count();
  await expect(page.getByRole('table', { name: 'Risk history' }).getByRole('row')).toHaveCount(steps + 1);
  await first.focus();
  await expect(page.getByRole('tooltip')).toContainText('at risk');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/alerts\/|#detection-/);
});

test('risky users, detections and sign-ins are lists with facets, groups, keys and views', async ({
  open,
  api,
}) => {
  const { target } = await api.attack();
  const page = await open('manager');
  const users = new QueuePage(page, { title: 'Risky users', path: '/users' });
  await users.open(`?q=${target.upn}`);
  await expect(users.count).toHaveText('1 user');
  await expect(users.table).toContainText(target.name);
  const state = await users.openFilter('State');
  await state.getByRole('button', { name: 'Leave out At risk' }).click();
  await expect(users.count).toHaveText('0 users');
  await page.goBack();
  await expect(users.count).toHaveText('1 user');
  await (await users.views()).getByRole('button', { name: 'Save as a new view …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a view' });
  await dialog.getByLabel('Name').fill(`People ${target.id}`);
  await dialog.getByLabel('Open the list with it').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/view=/);
  await page.goto('/users');
  await expect(users.count).toHaveText('1 user');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(target.name);

  const found = new QueuePage(page, { title: 'Risk detections', path: '/risk-detections' });
  await found.open(`?q=${target.upn}`);
  await found.choose('Group', 'Detection type');
  await expect(found.table.locator('[data-group]')).toHaveCount(2);
  await expect(found.links).toHaveCount(2);
  await expect(found.table.getByRole('checkbox')).toHaveCount(0);
  await found.table.locator('[data-group]').first().getByRole('button').click();
  await expect(found.links).toHaveCount(1);

  const signIns = new QueuePage(page, { title: 'Risky sign-ins', path: '/risky-sign-ins' });
  await signIns.open(`?q=${target.upn}&density=compact&columns=level,from`);
  await expect(signIns.table.getByRole('columnheader')).toHaveText(['Date', 'Level (aggregate)', 'From'], {
    useInnerText: true,
  });
});
