import type { Locator, Page } from '@playwright/test';

export class QueuePage {
  readonly table: Locator;
  /** The rows' links, in their order. */
  readonly incidents: Locator;
  readonly search: Locator;
  readonly summary: Locator;

  constructor(private readonly page: Page) {
    this.table = page.getByRole('table', { name: 'Incidents' });
    this.incidents = this.table.locator('a[data-row-link]');
    this.search = page.getByRole('searchbox', { name: /search incidents/i });
    this.summary = page.getByRole('navigation', { name: 'Pages' });
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`/incidents${query}`);
    await this.page.getByRole('heading', { name: 'Incidents', level: 1 }).waitFor();
  }

  row(text: string | RegExp): Locator {
    return this.table.getByRole('row').filter({ hasText: text });
  }

  /** Clicks a value of a filter: once keeps it, once more leaves it out. */
  async filter(name: string, value: RegExp): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await this.page.getByRole('menuitem', { name: value }).click();
  }

  async live(): Promise<void> {
    await this.page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  }
}
