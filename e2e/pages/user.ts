import { expect, type Locator, type Page } from '@playwright/test';

/** What a preview says about one thing: property, before, after. */
type Line = readonly [subject: RegExp, property: string, before: string | RegExp, after: string | RegExp];

export class UserPage {
  readonly risk: Locator;
  readonly detections: Locator;
  readonly history: Locator;
  readonly dialog: Locator;

  constructor(private readonly page: Page) {
    this.risk = page.getByRole('complementary', { name: 'User' });
    this.detections = page.getByRole('table', { name: 'Risk detections' });
    this.history = page.getByRole('table', { name: 'Risk history' });
    this.dialog = page.getByRole('dialog');
  }

  /** Goes there as a person does: through the list of risky users. */
  async openFromList(upn: string): Promise<void> {
    await this.page.goto('/users');
    const search = this.page.getByRole('searchbox', { name: 'Search risky users' });
    await search.fill(upn);
    await search.press('Enter');
    await this.page.waitForURL(/[?&]q=/);
    await this.page.getByRole('table', { name: 'Risky users' }).getByRole('link').click();
    await expect(this.page).toHaveURL(/\/users\/[^?]+$/);
  }

  /** Opens the dialog of an action and returns when its preview is there. */
  async ask(
    action: 'Confirm user compromised' | 'Dismiss risk' | 'Remediated elsewhere' | 'Confirm user safe',
  ): Promise<void> {
    await this.page.getByRole('button', { name: `${action} …` }).click();
    await expect(this.dialog.getByRole('table', { name: 'User: before and after' })).toBeVisible();
  }

  async expectPreview(table: string, lines: readonly Line[]): Promise<void> {
    const rows = this.dialog.getByRole('table', { name: `${table}: before and after` }).getByRole('row');
    for (const [subject, property, before, after] of lines) {
      const row = rows.filter({ has: this.page.getByRole('rowheader', { name: subject }) });
      const cells = row.filter({ has: this.page.getByRole('cell', { name: property, exact: true }) });
      await expect(cells.getByRole('cell').nth(1)).toHaveText(before);
      await expect(cells.getByRole('cell').nth(2)).toHaveText(after);
    }
  }

  /** Does what the dialog offers and returns when it is done. */
  async confirm(label: string): Promise<void> {
    await this.dialog.getByRole('button', { name: label, exact: true }).click();
    await expect(this.dialog).toBeHidden();
  }

  async expectRisk(level: string, state: string, detail: string): Promise<void> {
    const value = (term: string) =>
      this.risk.locator('dt', { hasText: new RegExp(`^${term}$`) }).locator('xpath=following-sibling::dd[1]');
    await expect(value('Level')).toHaveText(level);
    await expect(value('State')).toHaveText(state);
    await expect(value('Detail')).toHaveText(detail);
  }
}
