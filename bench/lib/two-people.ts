import { expect, type Page } from '@playwright/test';

const SAMPLES = 20;
const LIMIT_MS = 15_000;

const status = (page: Page) => page.getByRole('complementary', { name: 'Incident' }).getByLabel('Status');

/** Each changes the status in turns. @returns ms from the choice of one until the other's page shows it */
export async function seeEachOther(mine: Page, theirs: Page): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < SAMPLES; n++) {
    const [actor, watcher] = n % 2 === 0 ? [mine, theirs] : [theirs, mine];
    const next = (await status(actor).inputValue()) === 'active' ? 'inProgress' : 'active';
    const started = performance.now();
    await status(actor).selectOption(next);
    await watcher.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLSelectElement>('aside select, [role=complementary] select')].some(
          (select) => select.value === wanted,
        ),
      next,
      { timeout: LIMIT_MS },
    );
    times.push(performance.now() - started);
    await expect(status(actor)).toBeEnabled();
    await expect(status(watcher)).toBeEnabled();
  }
  return times;
}
