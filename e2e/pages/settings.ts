import { expect, type Locator, type Page } from '@playwright/test';

/** What the settings pages have in common: tables, dialogs, secrets that are shown once, messages. */
export class SettingsPage {
  readonly dialog: Locator;

  constructor(protected readonly page: Page) {
    this.dialog = page.getByRole('dialog');
  }

  async openTab(path: string, title: string): Promise<void> {
    await this.page.goto(`/settings/${path}`);
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  row(table: string, text: string): Locator {
    return this.page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: text });
  }

  /** A message in the corner. The same words are read out from a hidden place: only what is seen is meant. */
  message(text: string | RegExp): Locator {
    return this.page
      .getByRole('region', { name: /^Notifications/ })
      .getByRole('listitem')
      .filter({ hasText: text });
  }

  /** Takes the secret from the dialog that shows it, closes that, and knows that it is gone. */
  async takeSecret(title: string): Promise<string> {
    const dialog = this.page.getByRole('dialog', { name: title });
    const text = (await dialog.getByTestId('secret').textContent()) ?? '';
    expect(text).not.toBe('');
    await expect(dialog).toContainText('It cannot be shown again.');
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await expect(this.dialog).toBeHidden();
    await expect(this.page.getByText(text)).toHaveCount(0);
    return text;
  }

  /** Does what a button of a row offers, through the dialog that asks first. */
  async confirm(row: Locator, name: string): Promise<void> {
    await row.getByRole('button', { name }).click();
    await this.dialog.getByRole('button', { name, exact: true }).click();
    await expect(this.dialog).toBeHidden();
  }

  box(name: string): Locator {
    return this.dialog.getByRole('checkbox', { name, exact: true });
  }
}
