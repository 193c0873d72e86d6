import type { Locator, Page } from '@playwright/test';
import type { EntityType } from '@/lib/domain/entity';
import { ENTITY_TYPE_LABEL } from '@/lib/domain/views/labels';

/** Goes somewhere and returns when it is there. */
type Way = (page: Page) => Promise<void>;

/** Nothing that streams in beside the page is still awaited. */
export async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(700);
  await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
}

export const at =
  (path: string): Way =>
  async (page) => {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
  };

/** The page that the first link of a kind leads to. */
export const first =
  (path: string, selector: string): Way =>
  async (page) => {
    await at(path)(page);
    await at((await hrefOf(page.locator(selector).first())) ?? path)(page);
  };

/** The address behind a link, without what it was opened from. */
const hrefOf = async (link: Locator): Promise<string | undefined> =>
  (await link.getAttribute('href'))?.split('?')[0];

/** The incident that tells most: the one with the highest priority. */
export const incident =
  (tab: string): Way =>
  async (page) => {
    await page.goto('/incidents?sort=priority');
    const href = await hrefOf(page.locator('a[data-row-link]').first());
    await at(`${href}${tab}`)(page);
    if (tab === '') await page.locator('.react-flow__node').first().waitFor();
  };

/** The newest alert that a word finds. */
export const alertWith =
  (word: string, tab = ''): Way =>
  async (page) => {
    await page.goto(`/alerts?q=${word}`);
    const href = await hrefOf(page.locator('a[data-row-link]').first());
    await at(`${href}${tab}`)(page);
  };

/** The risky user with most to tell: at high risk. */
export const user =
  (tab: string): Way =>
  async (page) => {
    await page.goto('/users?level=high');
    const link = page.getByRole('table', { name: 'Risky users' }).locator('a[href^="/users/"]').nth(1);
    await at(`${await hrefOf(link)}${tab}`)(page);
  };

/** An entity of a kind, of the first incidents that have one among their evidence. */
export const entityOf =
  (type: EntityType, tab = ''): Way =>
  async (page) => {
    await page.goto('/incidents?sort=priority');
    await page.locator('a[data-row-link]').first().waitFor();
    const rows = await page
      .locator('a[data-row-link]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    for (const row of rows.slice(0, 8)) {
      await page.goto(`${row.split('?')[0]}/evidence`);
      await page.getByRole('table').first().waitFor();
      const link = page.locator(`main table a[title^="${ENTITY_TYPE_LABEL[type]}: "]`).first();
      if ((await link.count()) === 0) continue;
      await at(`${await hrefOf(link)}${tab}`)(page);
      return;
    }
    throw new Error(`no incident has a ${ENTITY_TYPE_LABEL[type]}`);
  };

/** Presses a button that opens a dialog. */
export const press =
  (way: Way, button: string): Way =>
  async (page) => {
    await way(page);
    await page.getByRole('button', { name: button, exact: true }).first().click();
    await page.getByRole('dialog').waitFor();
    await page.waitForTimeout(500);
  };

/** Scrolls until it stands below the bar that stays at the top. */
export async function scrolledTo(target: Locator): Promise<void> {
  await target.evaluate((element) => {
    window.scrollBy(0, element.getBoundingClientRect().top - 80);
  });
}
