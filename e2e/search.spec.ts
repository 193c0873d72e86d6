import type { Page } from '@playwright/test';
import { expect, test } from './support/test';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Search and commands' });
const field = (page: Page) => palette(page).getByRole('combobox');

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
}

test('finds an incident, its person and its device by Ctrl-K alone', async ({ open, api }) => {
  const { target, incident } = await api.attack();
  const page = await open('analyst');
  await page.goto('/home');
  await openPalette(page);
  await page.keyboard.type(target.id);
  for (const group of ['Incidents', 'People', 'Devices'])
    await expect(palette(page).getByRole('group', { name: group })).toContainText(target.id);
  await expect(palette(page).getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/incidents/${incident.incidentNumber}`);
  await expect(palette(page)).toBeHidden();

  await openPalette(page);
  await page.keyboard.type(`#${incident.incidentNumber}`);
  await expect(palette(page).getByRole('option').first()).toContainText(target.id);
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
});

test('knows pages, what the page can do, and what was open', async ({ open, api }) => {
  const { incident } = await api.attack();
  const page = await open('analyst');
  await page.goto(`/incidents/${incident.incidentNumber}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('target');
  // A page is remembered once it works, not while it is still loading.
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('tl-recent'))).toContain('/incidents/');
  await page.goto('/alerts');
  await openPalette(page);
  await expect(palette(page).getByRole('group', { name: 'Open lately' })).toContainText(
    `${incident.incidentNumber}`,
  );
  await page.keyboard.type('data hea');
  await expect(palette(page).getByRole('option', { name: /^Data health/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/settings/data-health');
});

test('says when there is nothing, and has an address of its own', async ({ open, api }) => {
  const { target } = await api.attack();
  const page = await open('manager');
  await page.goto('/home');
  await openPalette(page);
  await page.keyboard.type('zzz-nothing-has-this-name');
  await expect(palette(page).getByText('Nothing is called this.')).toBeVisible();
  await field(page).fill(target.upn);
  await palette(page)
    .getByRole('option', { name: /^All results/ })
    .click();
  await expect(page).toHaveURL(`/search?${new URLSearchParams({ q: target.upn })}`);
  const people = page.locator('section').filter({ has: page.getByRole('heading', { name: 'People' }) });
  await people.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/users\//);
});

test('shows the keys of the page, and g leads through the portal', async ({ open }) => {
  const page = await open('analyst');
  await page.goto('/home');
  const sheet = page.getByRole('dialog', { name: 'Keys on this page' });
  await page.keyboard.press('?');
  for (const text of ['Search and commands', 'Incidents', 'Risky users'])
    await expect(sheet).toContainText(text);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  for (const [key, path] of [
    ['i', '/incidents'],
    ['a', '/alerts'],
    ['u', '/users'],
    ['r', '/reports'],
    ['h', '/home'],
  ] as const) {
    // One after the other without waiting for the page in between: a second's pause ends a sequence.
    await Promise.all(['g', key].map((pressed) => page.keyboard.press(pressed)));
    await expect(page).toHaveURL(path);
  }
});
