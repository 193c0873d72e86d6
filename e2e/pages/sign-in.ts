import type { Locator, Page } from '@playwright/test';
import { lives } from '../support/lives';

export class SignInPage {
  readonly email: Locator;
  readonly password: Locator;
  readonly submit: Locator;

  constructor(private readonly page: Page) {
    this.email = page.getByLabel('E-mail');
    this.password = page.getByLabel('Password');
    this.submit = page.getByRole('button', { name: 'Sign in' });
  }

  async signIn(email: string, password: string): Promise<void> {
    // Who was shut out is led here by a new load of the page.
    await lives(this.page);
    await this.email.fill(email);
    await this.password.fill(password);
    await this.submit.click();
  }
}
