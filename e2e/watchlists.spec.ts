import type { Locator, Page } from '@playwright/test';
import { newTarget } from './support/rows';
import { expect, test } from './support/test';

const csv = (text: string, name = 'vips.csv') => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const alias = (): string =>
  `list-${newTarget()
    .upn.split('@')[0]
    ?.replace(/[^A-Za-z0-9-]/g, '-')}`;
const dialog = (page: Page): Locator => page.getByRole('dialog');
const rows = (page: Page): Locator => page.getByRole('table', { name: 'Items' }).locator('tbody tr');

/** Uploads a list in the dialog and opens it. */
async function upload(page: Page, name: string, text: string, more?: () => Promise<void>): Promise<void> {
  await page.goto('/watchlists');
  await page.getByRole('button', { name: 'Upload a list' }).click();
  await dialog(page).getByLabel('CSV file').setInputFiles(csv(text));
  await dialog(page).getByLabel('Alias').fill(name);
  await more?.();
  await dialog(page).getByRole('button', { name: 'Upload the list' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('read, the list has');
  await dialog(page).getByRole('link', { name: 'Open the list' }).click();
  await expect(page).toHaveURL(/\/watchlists\/[0-9a-f-]{36}/);
}

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Change the list' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

const hunted = async (page: Page, query: string): Promise<void> => {
  await page.goto('/hunting');
  const editor = page.getByRole('textbox', { name: 'Query' });
  await expect(editor).toBeFocused();
  await editor.fill(query);
  await editor.press('Control+Enter');
};
const cells = (page: Page): Locator => page.getByRole('grid', { name: 'Results' }).getByRole('gridcell');

test('a file becomes a list, rows that are none are told, and hunts read it', async ({ open, problems }) => {
  problems.expect(/status of 409/);
  const name = alias();
  const page = await open('analyst');
  await page.goto('/watchlists');
  await page.getByRole('button', { name: 'Upload a list' }).click();
  await dialog(page)
    .getByLabel('CSV file')
    .setInputFiles(csv('Person;Rank\nann@a.example;1\nbroken\nbob@a.example;2\n'));
  const preview = dialog(page).getByRole('table', { name: 'First rows of the file' });
  await expect(preview.getByRole('columnheader')).toHaveText([/Person/, /Rank/]);
  await dialog(page).getByLabel('Alias').fill('not an alias');
  await expect(dialog(page).getByRole('alert')).toContainText('Letters, digits');
  await dialog(page).getByLabel('Alias').fill(name);
  await dialog(page).getByLabel('Name', { exact: true }).fill('People of ours');
  await dialog(page).getByRole('button', { name: 'Upload the list' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText(
    '2 rows read, the list has 2 items now. 1 row could not',
  );
  const rejects = dialog(page).getByRole('table', { name: 'Rows that could not be read' });
  await expect(rejects).toContainText('1 value where the header has 2');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('link', { name: 'Download all as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${name}-rows-not-read.csv`);
  await dialog(page).getByRole('link', { name: 'Open the list' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('People of ours');
  await expect(rows(page)).toHaveCount(2);

  await page.getByRole('button', { name: 'Hunt with it' }).click();
  await expect(page).toHaveURL(/\/hunting#q=/);
  await expect(page.getByRole('textbox', { name: 'Query' })).toContainText(`_GetWatchlist('${name}')`);
  await expect(cells(page).filter({ hasText: 'ann@a.example' }).first()).toBeVisible();

  await page.goto('/watchlists?q=people+of');
  await expect(page.getByRole('searchbox', { name: 'Find a list' })).toHaveValue('people of');
  await expect(page.getByRole('table', { name: 'Watchlists' })).toContainText(name);
  await page.getByRole('searchbox', { name: 'Find a list' }).fill('no list is called so');
  await expect(page).toHaveURL(/q=no/);
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(page.getByRole('table', { name: 'Watchlists' })).toContainText(name);

  await page.getByRole('button', { name: 'Upload a list' }).click();
  await dialog(page).getByLabel('CSV file').setInputFiles(csv('a\n1\n'));
  await dialog(page).getByLabel('Alias').fill(name);
  await dialog(page).getByRole('button', { name: 'Upload the list' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText(`There is a watchlist '${name}' already.`);
});

test('items are found, added, changed and taken away, and rows are added from a file', async ({ open }) => {
  const name = alias();
  const page = await open('analyst');
  const many = Array.from({ length: 130 }, (_, n) => `host${n},room ${n % 7}`).join('\n');
  await upload(page, name, `Host,Place\n${many}\n`);
  await expect(rows(page)).toHaveCount(100);
  await page.getByRole('link', { name: 'Further items' }).click();
  await expect(rows(page)).toHaveCount(30);
  const find = page.getByRole('searchbox', { name: 'Find an item' });
  await find.fill('HOST12');
  await find.press('Enter');
  await expect(page).toHaveURL(/find=HOST12/);
  await expect(rows(page)).toHaveCount(11);
  await page.getByLabel('Where to look').selectOption('any');
  await find.fill('no such room');
  await find.press('Enter');
  await page.getByRole('link', { name: 'Show all items' }).click();
  await expect(rows(page)).toHaveCount(100);

  await page.getByRole('button', { name: 'Add an item' }).click();
  await dialog(page).getByLabel('Host').fill('new-host');
  await dialog(page).getByLabel('Place').fill("the boss' desk");
  await dialog(page).getByRole('button', { name: 'Add the item' }).click();
  await expect(dialog(page)).toBeHidden();
  await find.fill('new-host');
  await find.press('Enter');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Change new-host' }).click();
  await dialog(page).getByLabel('Place').fill('moved');
  await dialog(page).getByRole('button', { name: 'Save the item' }).click();
  await expect(rows(page)).toContainText('moved');

  await fromMenu(page, 'Add rows from a file');
  await dialog(page).getByLabel('CSV file').setInputFiles(csv('Place,Host\nmerged,new-host\nmerged,other\n'));
  await dialog(page).getByRole('button', { name: 'Add the rows' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('the list has 132 items now');
  await dialog(page).getByRole('button', { name: 'Close' }).last().click();
  await expect(rows(page)).toContainText('merged');

  await page.getByRole('checkbox', { name: 'Select new-host' }).check();
  await page.getByRole('button', { name: 'Delete 1 item' }).click();
  await expect(page.getByText('No item matches')).toBeVisible();
  await hunted(page, `_GetWatchlist('${name}') | where Place == 'merged' | project SearchKey`);
  await expect(cells(page).filter({ hasText: 'other' })).toBeVisible();
  await expect(cells(page).filter({ hasText: 'new-host' })).toHaveCount(0);
});

test('a list is replaced, brought back, ended and deleted', async ({ open }) => {
  const name = alias();
  const page = await open('analyst');
  await upload(page, name, 'Host,Until\nold,2020-01-01\nkept,2099-01-01\n', async () => {
    await dialog(page).getByLabel('Items expire by').selectOption('Until');
  });
  const address = page.url();
  await hunted(page, `_GetWatchlist('${name}') | project SearchKey`);
  await expect(cells(page).filter({ hasText: 'kept' })).toBeVisible();
  await expect(cells(page).filter({ hasText: 'old' })).toHaveCount(0);

  await page.goto(address);
  await fromMenu(page, 'Replace with a file');
  await dialog(page).getByLabel('CSV file').setInputFiles(csv('Host,Owner\nfresh,ann\n', 'next.csv'));
  await dialog(page).getByRole('button', { name: 'Replace the list' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('the list has 1 item now');
  await dialog(page).getByRole('button', { name: 'Close' }).last().click();
  await expect(rows(page)).toHaveText([/fresh/]);
  await page.getByRole('button', { name: 'Bring back version 1' }).click();
  await dialog(page).getByRole('button', { name: 'Bring it back' }).click();
  await expect(rows(page)).toHaveCount(2);

  await fromMenu(page, 'Settings');
  await dialog(page).getByLabel('The list expires').fill('2020-01-01T00:00');
  await dialog(page).getByLabel('Labels').fill('tests, old');
  await dialog(page).getByRole('button', { name: 'Save settings' }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText('Expired', { exact: true })).toBeVisible();
  await hunted(page, `_GetWatchlist('${name}') | count`);
  await expect(cells(page).last()).toHaveText('0');

  await page.goto(address);
  await fromMenu(page, 'Delete the list');
  await dialog(page).getByRole('button', { name: 'Delete the list' }).click();
  await expect(page).toHaveURL(/\/watchlists$/);
  await hunted(page, `_GetWatchlist('${name}')`);
  await expect(page.getByRole('main').getByRole('alert')).toContainText(`There is no watchlist '${name}'`);
});

test('a program uploads with a token; a manager sees nothing of it', async ({ open, api }) => {
  const name = alias();
  const put = (query: string, data: string) =>
    api.http.put(`/api/watchlists/${name}?${query}`, { data, headers: { 'content-type': 'text/csv' } });
  const refused = await put('', 'a,b\n1,2\n');
  expect(refused.status()).toBe(422);
  expect(await refused.json()).toMatchObject({ title: 'Say which column is the search key.' });
  const made = await put('key=a', 'a,b\n1,2\n3\n');
  expect(made.status()).toBe(200);
  expect(await made.json()).toMatchObject({ alias: name, items: 1, rejected: 1, rejects: [{ line: 3 }] });
  expect((await put('mode=merge', 'a,b\n4,5\n')).status()).toBe(200);
  const items = await api.http.get(`/api/watchlists/${name}/items?find=4`);
  expect(await items.json()).toMatchObject({ items: [{ values: ['4', '5'] }], next: null });
  expect((await api.http.get('/api/watchlists/no-such-list/items')).status()).toBe(404);

  const page = await open('manager');
  await page.goto('/home');
  await expect(page.getByRole('link', { name: 'Watchlists' })).toHaveCount(0);
  const answer = await page.request.get('/api/watchlists');
  expect(answer.status()).toBe(403);
});

test('everything works by keyboard', async ({ open }) => {
  const name = alias();
  const page = await open('analyst');
  await page.goto('/watchlists');
  await page.keyboard.press('n');
  await expect(dialog(page)).toBeVisible();
  await dialog(page).getByLabel('CSV file').setInputFiles(csv('Host\nalpha\nbeta\n'));
  await dialog(page).getByLabel('Alias').fill(name);
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('link', { name: 'Open the list' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await page.keyboard.press('/');
  await page.keyboard.type(name);
  await expect(page.getByRole('table', { name: 'Watchlists' }).locator('tbody tr')).toHaveCount(1);
  await page.getByRole('link', { name }).focus();
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press('n');
  await dialog(page).getByLabel('Host').fill('gamma');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press('/');
  await page.keyboard.type('bet');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Hunt with it' }).focus();
  await page.keyboard.press('h');
  await expect(page).toHaveURL(/\/hunting#q=/);
});
