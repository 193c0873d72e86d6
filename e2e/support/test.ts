import { test as base, type Page } from '@playwright/test';
import { Api } from './api';
import { waitsUntilItLives } from './lives';
import { cookiesOf, type Who } from './portal';

/** What a page wrote into the console as an error, and what it threw. None is tolerated but what a test expects. */
class Problems {
  readonly found: string[] = [];
  private readonly expected: RegExp[] = [];

  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  watch(page: Page): void {
    page.on('pageerror', (error) => this.found.push(`${page.url()}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error')
        this.found.push(`${page.url()}: ${message.text()} (${message.location().url})`);
    });
  }

  unexpected(): readonly string[] {
    return this.found.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }
}

interface Fixtures {
  /**
   * Opens a browser of its own, signed in as somebody or (null) as nobody. A page that it goes to or loads again lives
   * when that returns.
   */
  readonly open: (who: Who | null) => Promise<Page>;
  readonly problems: Problems;
}

export const test = base.extend<Fixtures, { readonly api: Api }>({
  api: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that are wanted from here
    async ({}, use) => {
      const api = await Api.open();
      await use(api);
      await api.close();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: see above
  problems: async ({}, use) => {
    const problems = new Problems();
    await use(problems);
    const unexpected = problems.unexpected();
    if (unexpected.length > 0) throw new Error(`errors in the browser:\n${unexpected.join('\n')}`);
  },
  open: async ({ browser, problems }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (who) => {
      const context = await browser.newContext(who ? { storageState: cookiesOf(who) } : {});
      contexts.push(context);
      const page = await context.newPage();
      problems.watch(page);
      waitsUntilItLives(page);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

export { expect } from '@playwright/test';
