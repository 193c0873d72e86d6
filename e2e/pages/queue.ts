import type { Locator, Page } from '@playwright/test';

export class QueuePage {
  readonly table: Locator;
  /** The rows' links, in their order. */
  readonly links: Locator;
  readonly search: Locator;
  /** How many rows there are. */
  readonly count: Locator;
  readonly selection: Locator;

  constructor(
    readonly page: Page,
    readonly list: { readonly title: string; readonly path: string } = {
      title: 'Incidents',
      path: '/incidents',
    },
  ) {
    this.table = page.getByRole('table', { name: list.title });
    this.links = this.table.locator('a[data-row-link]');
    this.search = page
      .getByRole('main')
      .getByRole('searchbox', { name: new RegExp(`search ${list.title}`, 'i') });
    this.count = page.getByRole('status', { name: 'Count' });
    this.selection = page.getByRole('region', { name: 'Selection' });
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`${this.list.path}${query}`);
    await this.page.getByRole('heading', { name: this.list.title, level: 1 }).waitFor();
    await this.count.filter({ hasNotText: 'Counting' }).waitFor();
  }

  row(text: string | RegExp): Locator {
    return this.table.getByRole('row').filter({ hasText: text });
  }

  /** The chip of a filter that is in force. */
  filter(name: string): Locator {
    return this.page
      .getByRole('group', { name: 'Filters' })
      .getByRole('button', { name: new RegExp(`^${name}`) });
  }

  /** Opens the pane of a filter, by its chip or from the menu of those that are not in force. */
  async openFilter(name: string): Promise<Locator> {
    if ((await this.filter(name).count()) > 0) await this.filter(name).click();
    else {
      await this.filter('Filter').click();
      await this.page.getByRole('menuitem', { name, exact: true }).click();
    }
    return this.page.getByRole('dialog', { name: `Filter: ${name}` });
  }

  /** Opens a menu of the list and chooses. */
  async choose(menu: 'Sort' | 'Group', option: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${menu}: `) }).click();
    await this.page.getByRole('menuitemradio', { name: option, exact: true }).click();
  }

  async views(): Promise<Locator> {
    await this.page.getByRole('button', { name: /^View: / }).click();
    return this.page.getByRole('dialog', { name: 'Views' });
  }

  async live(): Promise<void> {
    await this.page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  }
}
