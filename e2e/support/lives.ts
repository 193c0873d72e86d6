import type { Page } from '@playwright/test';

/**
 * Whether the whole document has come and React has taken over everything that can be pressed or filled in. What is
 * done before that is lost: the browser shows a page earlier than its code can answer.
 */
function isTakenOver(): boolean {
  const pressable = [...document.querySelectorAll('a[href], button, input, select, textarea')];
  const isOfReact = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactProps$'));
  return document.readyState === 'complete' && pressable.every(isOfReact);
}

/** Returns when the page that was loaded answers: clicks, fields, and keys. For a load that `goto` did not make. */
export async function lives(page: Page): Promise<void> {
  await page.waitForFunction(isTakenOver);
  // Keys are listened for in effects: they run before whatever else has no haste.
  await page.evaluate(() => scheduler.postTask(() => undefined, { priority: 'background' }));
}

/** From now on `goto` and `reload` return a page that answers. */
export function waitsUntilItLives(page: Page): void {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (url, options) => {
    const response = await goto(url, options);
    await lives(page);
    return response;
  };
  page.reload = async (options) => {
    const response = await reload(options);
    await lives(page);
    return response;
  };
}
