import type { Page } from '@playwright/test';

/** Long enough for what a key or a click changes to be painted, ms. */
const PAUSE = 120;

async function keys(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await page.keyboard.press(name);
    await page.waitForTimeout(PAUSE);
  }
}

const times = (key: string, count: number): string[] => Array.from({ length: count }, () => key);

/** From the queue through an incident and back, as an analyst goes: rows, filters, sorting, selecting, tabs, scrolling. */
export async function walk(page: Page, round: number): Promise<void> {
  await keys(page, [...times('j', 8), ...times('k', 3)]);
  await page.getByRole('table', { name: 'Incidents' }).hover();
  for (let n = 0; n < 30; n++) {
    await page.mouse.wheel(0, n < 20 ? 700 : -900);
    await page.waitForTimeout(40);
  }
  await filter(page);
  await page.getByRole('button', { name: /^Sort:/ }).click();
  await page.getByRole('menuitemradio', { name: round % 2 === 0 ? 'Priority' : 'Last activity' }).click();
  await page.waitForTimeout(PAUSE);
  await keys(page, ['Home', 'x', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+a', 'Escape']);
  await keys(page, ['j', 'Enter']);
  await page.waitForURL(/\/incidents\/\d+/);
  const tabs = page.getByRole('navigation', { name: 'Incident' });
  for (const tab of ['Alerts', 'Assets', 'Evidence', 'Activity', 'Attack story']) {
    await tabs.getByRole('link', { name: new RegExp(`^${tab}`) }).click();
    await tabs.locator('[aria-current="page"]', { hasText: tab }).waitFor();
    await page.waitForTimeout(PAUSE);
  }
  await keys(page, [']', ']', '[']);
  // Within the same document: what it recorded stays.
  await page.getByRole('link', { name: 'Queue', exact: true }).click();
  await page.waitForURL(/\/incidents\?/);
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.waitForTimeout(PAUSE);
}

async function filter(page: Page): Promise<void> {
  const filters = page.getByRole('group', { name: 'Filters' });
  await filters
    .getByRole('button', { name: /^Status/ })
    .first()
    .click();
  const status = page.getByRole('dialog', { name: 'Filter: Status' });
  await status.getByRole('button', { name: /^Resolved/ }).click();
  await page.waitForTimeout(PAUSE);
  await page.keyboard.press('Escape');
  await page.waitForTimeout(PAUSE);
}
