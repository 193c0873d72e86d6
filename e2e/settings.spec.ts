import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { SignInPage } from './pages/sign-in';
import { Api } from './support/api';
import { emailOf, PASSWORD, PEOPLE } from './support/portal';
import { newTarget, unreadableSignIn } from './support/rows';
import { expect, test } from './support/test';

const secretOf = async (page: Page): Promise<string> => {
  const secret = page.getByRole('dialog').getByTestId('secret');
  await expect(secret).not.toBeEmpty();
  const text = (await secret.textContent()) ?? '';
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByText(text)).toHaveCount(0);
  return text;
};

test('a token is shown once, works, and is refused as soon as it is revoked', async ({ open }) => {
  const page = await open('admin');
  const name = newTarget('token').id;
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'Create token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('ingest').uncheck();
  await dialog.getByLabel('read').check();
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const secret = await secretOf(page);
  await page.reload();
  await expect(page.getByText(secret)).toHaveCount(0);

  const api = await Api.open(secret);
  const read = async () => (await api.http.get('/api/graph/v1.0/security/incidents?$top=1')).status();
  expect(await read()).toBe(200);
  expect((await api.send('SigninLogs', [])).status(), 'scope read may not ingest').toBe(403);
  const row = page.getByRole('row').filter({ hasText: name });
  await row.getByRole('button', { name: 'Revoke' }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toContainText('Revoked');
  expect(await read()).toBe(401);
  await api.close();
});

test('an invited person chooses a password by a link that works once', async ({ open }) => {
  const page = await open('admin');
  const email = `${newTarget('new').id}@e2e.example`;
  await page.goto('/settings/people');
  await page.getByRole('button', { name: 'Add person' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Nia New');
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Analyst').uncheck();
  await dialog.getByRole('button', { name: 'Add person' }).click();
  await expect(dialog.getByText('Choose at least one role.')).toBeVisible();
  await dialog.getByLabel('Manager').check();
  await dialog.getByRole('button', { name: 'Add person' }).click();
  const link = await secretOf(page);
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toContainText('Invited');

  const theirs = await open(null);
  await theirs.goto(link);
  await theirs.getByLabel('Password').fill('a password of their own');
  await theirs.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(theirs).toHaveURL('/incidents');
  await theirs.goto(link);
  await expect(theirs.getByText('This link does not work any more')).toBeVisible();

  await page.reload();
  await expect(row).toContainText('Active');
  await page.getByRole('button', { name: 'Actions for Nia New' }).last().click();
  await page.getByRole('menuitem', { name: 'Shut out' }).click();
  await expect(row).toContainText('Shut out');
  await expect(theirs).toHaveURL(/\/signin/);
  await new SignInPage(theirs).signIn(email, 'a password of their own');
  await expect(theirs.getByText('do not match an account')).toBeVisible();
});

test('ending a session shuts the other browser out at once, with its live stream', async ({ open }) => {
  const [page, theirs] = [await open('admin'), await open('guest')];
  await theirs.goto('/incidents');
  await theirs.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  await page.goto('/settings/people');
  await page.getByRole('button', { name: `Actions for ${PEOPLE.guest.name}` }).click();
  await page.getByRole('menuitem', { name: 'End all sessions' }).click();
  await expect(page.getByText(/sessions? of Gale Guest ended/)).toBeVisible();
  await expect(theirs).toHaveURL(/\/signin/);
  expect((await theirs.request.get('/api/session')).status()).toBe(401);
});

test('a webhook is signed, and its deliveries are listed', async ({ open, api }) => {
  const calls: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const receiver = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    calls.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const page = await open('admin');
  await page.goto('/settings/webhooks');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await page.getByLabel('Address').fill(url);
  await page.getByRole('dialog').getByRole('button', { name: 'Add webhook' }).click();
  const key = await secretOf(page);
  const row = page.getByRole('table', { name: 'Webhooks' }).getByRole('row').filter({ hasText: url });
  await row.getByRole('button', { name: 'Send test' }).click();
  await expect(page.getByText('The receiver accepted the test message')).toBeVisible();
  const { incident } = await api.attack();
  const told = () => calls.find(({ body }) => body.includes(incident.id));
  await expect.poll(told).toBeDefined();
  for (const { headers, body } of calls) {
    const signature = String(headers['x-throughline-signature']);
    const [, time = '', digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
    expect(digest).toBe(createHmac('sha256', key).update(`${time}.${body}`).digest('hex'));
    expect(Math.abs(Date.now() / 1_000 - Number(time))).toBeLessThan(60);
  }
  await page.reload();
  const deliveries = page.getByRole('table', { name: 'Newest deliveries' });
  await expect(deliveries.getByRole('row').filter({ hasText: url }).first()).toContainText('Delivered');
  await row.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
  receiver.close();
});

test('a row that cannot be read is kept with its reason; it can be retried and discarded', async ({
  open,
  api,
}) => {
  const target = newTarget('dead');
  const page = await open('admin');
  await page.goto('/settings/data-health');
  const receipt = await api.ingest('SigninLogs', [unreadableSignIn(target)]);
  expect(receipt).toMatchObject({ accepted: 0, rejected: [{ field: 'TimeGenerated' }] });
  await page.reload();
  const letter = page.getByRole('listitem').filter({ hasText: target.upn });
  await expect(letter).toContainText('line 1, field TimeGenerated');
  await expect(letter).toContainText('not a time');
  await letter.getByText('The row as it came').click();
  await expect(letter.locator('pre')).toContainText(target.objectId);
  await letter.getByRole('button', { name: 'Retry' }).click();
  await expect(letter.getByRole('button', { name: 'Discard' })).toBeEnabled();
  await expect(letter).toContainText('not a time');
  await letter.getByRole('button', { name: 'Discard' }).click();
  await expect(letter).toHaveCount(0);
  await page.goto('/settings/audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  await expect(log.getByRole('row').filter({ hasText: 'deadLetter.discard' }).first()).toContainText(
    PEOPLE.admin.name,
  );
  await expect(log.getByRole('row').filter({ hasText: 'deadLetter.retry' }).first()).toContainText(
    'not a time',
  );
});

test('the audit log tells who did what from what to what, and its chain can be checked', async ({ open }) => {
  const page = await open('admin');
  await page.goto('/settings/audit');
  await page.getByRole('button', { name: 'Check the hash chain' }).click();
  await expect(page.getByText('The chain is intact')).toBeVisible();
  const rows = page.getByRole('table', { name: 'Audit log' }).getByRole('row');
  await expect(rows.filter({ hasText: 'person.create' }).first()).toContainText(/Browser tests|Ada Admin/);
});

test('theme, time zone and password are one’s own', async ({ open }) => {
  const page = await open('manager');
  await page.goto('/settings/profile');
  await page.getByRole('button', { name: /^Theme:/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.getByLabel('Time zone').selectOption('Asia/Kolkata');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByText('Profile saved')).toBeVisible();
  await page.goto('/settings/audit');
  await expect(page.locator('time').first()).toContainText('+05:30');
  await page.goto('/settings/profile');
  await page.getByLabel('Time zone').selectOption('UTC');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByText('Profile saved')).toBeVisible();

  const changed = 'another correct horse';
  const change = async (current: string, next: string) => {
    await page.getByLabel('Current password').fill(current);
    await page.getByLabel('New password').fill(next);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change('wrong', changed);
  await expect(page.getByText('This is not your password.')).toBeVisible();
  await change(PASSWORD, changed);
  await expect(page.getByText('Password changed')).toBeVisible();
  const other = await open(null);
  await other.goto('/signin');
  await new SignInPage(other).signIn(emailOf('manager'), changed);
  await expect(other).toHaveURL('/incidents');
  await change(changed, PASSWORD);
  await expect(other).toHaveURL(/\/signin/);
});
