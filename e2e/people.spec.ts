import { newPerson, PeoplePage, settle } from './pages/people';
import { SettingsPage } from './pages/settings';
import { SignInPage } from './pages/sign-in';
import { expect, test } from './support/test';

test('an invited person chooses a password by a link that works once, until they are shut out', async ({
  open,
  problems,
}) => {
  problems.expect(/status of 401/);
  const people = new PeoplePage(await open('admin'));
  const nia = newPerson();
  await people.open();
  const link = await people.invite(nia, 'Manager');
  await expect(people.person(nia)).toContainText('Invited');
  await expect(people.person(nia)).toContainText('Manager');

  const theirs = await open(null);
  await settle(theirs, link, nia);
  await theirs.goto(link);
  await expect(theirs.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible();
  await theirs.goto('/incidents');
  await theirs.getByRole('status').filter({ hasText: 'Live' }).waitFor();

  await expect(people.person(nia)).toContainText('Active');
  await people.act(nia, 'Shut out');
  await expect(people.message(`${nia.name} is shut out`)).toBeVisible();
  await expect(people.person(nia)).toContainText('Shut out');
  await expect(theirs).toHaveURL(/\/signin/);
  await new SignInPage(theirs).signIn(nia.email, nia.password);
  await expect(theirs.getByText('do not match an account')).toBeVisible();
});

test('a person has at least one role; another one holds from the next request on', async ({
  open,
  problems,
}) => {
  problems.expect(/status of 40[34]/);
  const people = new PeoplePage(await open('admin'));
  const theirs = await open(null);
  const nia = await people.letIn(theirs, 'Manager');
  await theirs.goto('/settings/tokens');
  await expect(theirs.getByText('Your role does not open this page')).toBeVisible();

  await people.act(nia, 'Change roles…');
  await people.box('Manager').uncheck();
  await people.dialog.getByRole('button', { name: 'Save roles' }).click();
  await expect(people.dialog.getByRole('alert')).toHaveText('Choose at least one role.');
  await people.box('Administrator').check();
  await people.dialog.getByRole('button', { name: 'Save roles' }).click();
  await expect(people.dialog).toBeHidden();
  await expect(people.person(nia)).toContainText('Administrator');
  await new SettingsPage(theirs).openTab('tokens', 'API tokens');
});

test('ending sessions shuts the other browser out at once, with its live stream', async ({ open }) => {
  const people = new PeoplePage(await open('admin'));
  const theirs = await open(null);
  const nia = await people.letIn(theirs, 'Analyst');
  await theirs.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  await people.open();
  await people.act(nia, 'End all sessions');
  await expect(people.message(`1 session of ${nia.name} ended`)).toBeVisible();
  await expect(theirs).toHaveURL(/\/signin/);
  for (const path of ['/api/session', '/api/events']) {
    expect((await theirs.request.get(path)).status(), path).toBe(401);
  }
});

test('theme, time zone and password are one’s own', async ({ open }) => {
  const people = new PeoplePage(await open('admin'));
  const page = await open(null);
  const nia = await people.letIn(page, 'Manager');
  const settings = new SettingsPage(page);
  await settings.openTab('profile', 'Profile');
  await page.getByRole('button', { name: /^Theme:/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(settings.message('Profile saved')).toBeVisible();
  await settings.openTab('audit', 'Audit log');
  await expect(page.getByRole('table', { name: 'Audit log' }).locator('time').first()).toContainText(
    '+09:00',
  );

  const other = await open(null);
  await other.goto('/signin');
  await new SignInPage(other).signIn(nia.email, nia.password);
  await expect(other).toHaveURL('/home');
  await other.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  await settings.openTab('profile', 'Profile');
  const change = async (current: string) => {
    await page.getByLabel('Current password').fill(current);
    await page.getByLabel('New password').fill('another correct horse');
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change('not the password');
  await expect(page.getByRole('alert').filter({ hasText: 'This is not your password.' })).toBeVisible();
  await change(nia.password);
  await expect(settings.message('Password changed; your other sessions have ended')).toBeVisible();
  await expect(other).toHaveURL(/\/signin/);
  await new SignInPage(other).signIn(nia.email, 'another correct horse');
  await expect(other).toHaveURL('/home');
});
