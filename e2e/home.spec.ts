import type { Locator, Page } from '@playwright/test';
import { IncidentPage } from './pages/incident';
import { QueuePage } from './pages/queue';
import { PEOPLE } from './support/portal';
import { expect, test } from './support/test';

const card = (page: Page, title: string): Locator =>
  page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) });

/** The number that stands in a link, without its separators. */
async function numberOf(link: Locator): Promise<number> {
  const digits = /\d[\d,]*/.exec((await link.textContent()) ?? '')?.[0] ?? '';
  return Number(digits.replaceAll(',', ''));
}

const alertsShown = (page: Page): Locator => page.getByText(/^(More than )?[\d,]+ alerts?$/);

test('is where one begins, and its numbers are those of the lists behind them', async ({ open, api }) => {
  await api.attack();
  const page = await open('analyst');
  await page.goto('/');
  await expect(page).toHaveURL('/home');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  const queue = new QueuePage(page);
  for (const name of [/Open incidents: show them/, /^High [\d,]+$/]) {
    const link = card(page, 'Open incidents').getByRole('link', { name });
    const n = await numberOf(link);
    expect(n).toBeGreaterThan(0);
    await link.click();
    await expect(queue.count).toContainText(n.toLocaleString('en'));
    await page.goBack();
    await expect(page).toHaveURL('/home');
  }
  const risk = card(page, 'Users at risk').getByRole('link', { name: /show them/ });
  const users = await numberOf(risk);
  await risk.click();
  await expect(page.getByText(`${users.toLocaleString('en')} users`)).toBeVisible();
});

test('a number of the chart leads to its alerts, by table and by keyboard', async ({ open, api }) => {
  await api.attack();
  const page = await open('manager');
  await page.goto('/home?period=24h');
  const chart = page.getByRole('slider', { name: /^Alerts by source/ });
  await chart.focus();
  await page.keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuetext', /\d\d:00 to \d\d:00: .*\d/);
  const said = (await chart.getAttribute('aria-valuetext')) ?? '';
  const sum = [...said.slice(said.lastIndexOf(': ') + 2).matchAll(/ ([\d,]+)(?:,|$)/g)].reduce(
    (total, [, n = '0']) => total + Number(n.replaceAll(',', '')),
    0,
  );
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/alerts\?.*created=/);
  await expect(alertsShown(page)).toHaveText(`${sum.toLocaleString('en')} alerts`);
  await page.getByRole('button', { name: 'Remove the filter Created' }).click();
  await expect(page).not.toHaveURL(/created=/);

  await page.goto('/home?period=24h');
  await page
    .getByRole('group', { name: 'Alerts by source: view' })
    .getByRole('button', { name: 'Table' })
    .click();
  const first = page.getByRole('table', { name: 'Alerts by source' }).getByRole('link').first();
  const n = await numberOf(first);
  await first.click();
  await expect(page).toHaveURL(/source=/);
  await expect(alertsShown(page)).toHaveText(`${n.toLocaleString('en')} alerts`);
});

test('follows what happens without a reload', async ({ open, api }) => {
  const page = await open('analyst');
  await page.goto('/home');
  const link = card(page, 'Open incidents').getByRole('link', { name: /show them/ });
  const before = await numberOf(link);
  await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await api.attack();
  await expect.poll(() => numberOf(link)).toBe(before + 1);
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('shows what needs one, and only what one may do', async ({ open, api }) => {
  const { incident, target } = await api.attack();
  const page = await open('analyst');
  const shown = new IncidentPage(page);
  await shown.open(incident.incidentNumber);
  await shown.choose(shown.assignee, PEOPLE.analyst.name);
  await page.goto('/home');
  const mine = page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: /^Assigned to me/ }) })
    .last();
  await mine.getByRole('link', { name: new RegExp(`#${incident.incidentNumber} `) }).click();
  await expect(page).toHaveURL(new RegExp(`/incidents/${incident.incidentNumber}\\?queue=`));

  const manager = await open('manager');
  await manager.goto('/home');
  await expect(manager.getByRole('heading', { name: /^Assigned to me/ })).toBeVisible();
  await expect(manager.getByRole('heading', { name: /^Users at high risk/ })).toHaveCount(0);
  await expect(manager.getByRole('heading', { name: /nobody assigned/ })).toHaveCount(0);
  const ivo = await open('identityAdmin');
  await ivo.goto('/home');
  await expect(ivo.getByRole('heading', { name: /^Users at high risk/ })).toBeVisible();
  expect(target.upn).toBeTruthy();
});

test('keeps its period in the address', async ({ open }) => {
  const page = await open('manager');
  await page.goto('/home');
  await page.getByRole('navigation', { name: 'Period' }).getByRole('link', { name: '30d' }).click();
  await expect(page).toHaveURL('/home?period=30d');
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Period' }).locator('[aria-current]')).toHaveText('30d');
});

test('reports say how a period went, down to the alerts of a technique', async ({ open, api }) => {
  await api.attack();
  const page = await open('manager');
  await page.goto('/home');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reports' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible();
  for (const title of ['Sources', 'ATT&CK seen', 'Response by severity', 'Response by week', 'Workload'])
    await expect(card(page, title)).toBeVisible();
  const technique = card(page, 'ATT&CK seen').getByRole('listitem').getByRole('link').first();
  const n = Number(/(\d+)$/.exec(((await technique.textContent()) ?? '').trim())?.[1]);
  await technique.click();
  await expect(page).toHaveURL(/tactic=.*technique=T\d+|technique=T\d+/);
  await expect(alertsShown(page)).toHaveText(new RegExp(`^${n} alerts?$`));
});
