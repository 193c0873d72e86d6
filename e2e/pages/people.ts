import { expect, type Locator, type Page } from '@playwright/test';
import { lives } from '../support/lives';
import { newTarget } from '../support/rows';
import { SettingsPage } from './settings';

type RoleName = 'Analyst' | 'Identity admin' | 'Manager' | 'Administrator';

/** Somebody whom one test alone knows. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export function newPerson(): Person {
  const { id } = newTarget('new');
  return { name: `Nia ${id}`, email: `${id}@e2e.example`, password: `the password of ${id}` };
}

/** The page of people, as an administrator uses it. */
export class PeoplePage extends SettingsPage {
  open(): Promise<void> {
    return this.openTab('people', 'People');
  }

  person({ email }: Person): Locator {
    return this.row('People', email);
  }

  /** Adds somebody with one role and returns the link that lets them in. */
  async invite({ name, email }: Person, role: RoleName): Promise<string> {
    await this.page.getByRole('button', { name: 'Add person' }).click();
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByLabel('E-mail').fill(email);
    await this.chooseRole(role);
    await this.dialog.getByRole('button', { name: 'Add person' }).click();
    return this.takeSecret('One-time link');
  }

  /** Invites somebody who then signs in with the given browser page. */
  async letIn(page: Page, role: RoleName): Promise<Person> {
    const person = newPerson();
    await this.open();
    await settle(page, await this.invite(person, role), person);
    return person;
  }

  async chooseRole(role: RoleName): Promise<void> {
    for (const box of await this.dialog.getByRole('checkbox').all()) await box.uncheck();
    await this.box(role).check();
  }

  /** Chooses from the menu of a person. */
  async act({ name }: Person, item: string): Promise<void> {
    await this.page.getByRole('button', { name: `Actions for ${name}` }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}

/** Follows the one-time link, chooses the password and returns when the person is in. */
export async function settle(page: Page, link: string, { password }: Person): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(page).toHaveURL('/home');
  await lives(page);
}
