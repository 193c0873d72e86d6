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

  await page.getByRole('button', { name: 'Detection type' }).click();
  const option = page.getByRole('menuitem', { name: /^Anonymous IP address/ });
  await option.click();
  await page.waitForURL(/type=anonymizedIPAddress/);
  await expect(rows).toHaveCount(2);
  const kept = page.url();
  await page.goto(kept.replace('type=anonymizedIPAddress', 'type=!anonymizedIPAddress'));
  await expect(rows).toHaveCount(2);
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
