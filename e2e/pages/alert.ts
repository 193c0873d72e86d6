import { expect, type Locator, type Page } from '@playwright/test';

type Tab = 'Alert story' | 'Entities' | 'Links' | 'Activity';

export class AlertPage {
  readonly heading: Locator;
  readonly pane: Locator;
  readonly assignee: Locator;
  readonly status: Locator;
  readonly dialog: Locator;
  readonly exclusion: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.pane = page.getByRole('complementary', { name: 'Alert' });
    this.assignee = this.pane.getByLabel('Assigned to');
    this.status = this.pane.getByLabel('Status');
    this.dialog = page.getByRole('dialog');
    this.exclusion = this.dialog.getByRole('region', { name: 'Exclusion' });
  }

  async open(id: string, tab = ''): Promise<void> {
    await this.page.goto(`/alerts/${encodeURIComponent(id)}${tab}`);
    await expect(this.heading).toBeVisible();
    await this.ready();
  }

  /** The page answers keys once its live connection stands. */
  ready(): Promise<void> {
    return this.page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  }

  async tab(name: Tab): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Alert' })
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .click();
  }

  /** A list of a chain by its name. */
  chain(name: 'Process tree' | 'Messages' | 'Sessions'): Locator {
    return this.page.getByRole('main').getByRole('list', { name, exact: true });
  }

  condition(label: RegExp): Locator {
    return this.exclusion.getByRole('checkbox', { name: label });
  }
}
