import type { Page } from '@playwright/test';

/**
 * Whether the whole document has come and React has taken over everything that can be pressed or filled in. What is
 * done before that is lost: the browser shows a page earlier than its code can answer. A page that only leads on to
 * another one never lives.
 */
function isAlive(): boolean {
  const pressable = [...document.querySelectorAll('a[href], button, input, select, textarea')].filter(
    // The editor of queries makes its own.
    (element) => element.closest('.cm-editor') === null,
  );
  const isOfReact = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactProps$'));
  if (document.readyState !== 'complete' || document.querySelector('#__next-page-redirect')) return false;
  if (!pressable.every(isOfReact)) return false;
  // Effects may still be to come: they run before whatever else has no haste.
  const seen: Window & { hadTime?: boolean } = window;
  if (seen.hadTime === undefined) {
    seen.hadTime = false;
    const had = () => {
      seen.hadTime = true;
    };
    void scheduler.postTask(had, { priority: 'background' });
  }
  return seen.hadTime;
}

/** Returns when the page that was loaded answers: clicks, fields, and keys. For a load that `goto` did not make. */
export async function lives(page: Page): Promise<void> {
  await page.waitForFunction(isAlive);
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
