import { expect, type Locator, type Page } from '@playwright/test';

type Tab = 'Attack story' | 'Alerts' | 'Assets' | 'Evidence' | 'Similar' | 'Activity';

export class IncidentPage {
  readonly heading: Locator;
  readonly manage: Locator;
  readonly status: Locator;
  readonly assignee: Locator;
  readonly classification: Locator;
  readonly determination: Locator;
  readonly activity: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.manage = page.getByRole('complementary', { name: 'Incident' });
    this.status = this.manage.getByLabel('Status');
    this.assignee = this.manage.getByLabel('Assigned to');
    this.classification = this.manage.getByLabel('Classification');
    this.determination = this.manage.getByLabel('Determination');
    this.activity = page.getByRole('main').getByRole('listitem');
  }

  async open(number: number, tab = ''): Promise<void> {
    await this.page.goto(`/incidents/${number}${tab}`);
    await expect(this.page).toHaveTitle(new RegExp(`#${number}(?!\\d)`));
    await expect(this.heading).toBeVisible();
  }

  /** Opens it and waits until keys work: the page lives, and hears of changes. */
  async openLive(number: number, tab = ''): Promise<void> {
    await this.open(number, tab);
    await this.page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  }

  async tab(name: Tab): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Incident' })
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .click();
  }

  /** Chooses and waits until the portal has saved it. */
  async choose(field: Locator, label: string): Promise<void> {
    const saved = this.page.waitForResponse(
      (response) => response.request().headers()['next-action'] !== undefined,
    );
    await field.selectOption({ label });
    expect((await saved).status()).toBe(200);
    await expect(field).toBeEnabled();
  }
}
