import type { Page } from '@playwright/test';
import { expect, test } from './support/test';

const editor = (page: Page) => page.getByRole('textbox', { name: 'Query' });
const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });
const grid = (page: Page) => page.getByRole('grid', { name: 'Results' });

async function open(page: Page): Promise<void> {
  await page.goto('/hunting');
  await expect(editor(page)).toBeFocused();
}

async function hunt(page: Page, text: string): Promise<void> {
  await editor(page).fill(text);
  await editor(page).press('Control+Enter');
}

test('a query is written with completion, run by keyboard, and a row leads on', async ({ open: as, api }) => {
  const { target } = await api.attack();
  const page = await as('analyst');
  await open(page);
  await page.keyboard.type('SigninLogs | where User', { delay: 20 });
  // The list takes no key in its first moment, so that who writes on does not choose by accident.
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    const chosen = page.getByRole('option', { name: 'UserPrincipalName', selected: true });
    await expect(chosen).toBeVisible({ timeout: 200 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(editor(page)).toContainText('UserPrincipalName');
  await page.keyboard.type(` =~ "${target.upn}" | project TimeGenerated, UserPrincipalName, IPAddress`);
  await page.keyboard.press('Control+Enter');
  await expect(grid(page).getByRole('gridcell', { name: target.upn }).first()).toBeVisible();

  await grid(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const row = page.getByRole('region', { name: 'Row', exact: true });
  await expect(row).toContainText(target.upn);
  await row.getByRole('button', { name: 'Keep only this IPAddress' }).click();
  await expect(editor(page)).toContainText('| where IPAddress ==');
  await expect(answer(page).getByRole('status')).toContainText(/row/);
  await grid(page).focus();
  await page.keyboard.press('Enter');
  await row.getByRole('link', { name: 'Find this UserPrincipalName in the portal' }).click();
  await expect(page).toHaveURL(/\/search\?q=/);
});

test('what the language refuses is said with its place, and where it stands is one press away', async ({
  open: as,
}) => {
  const page = await as('analyst');
  await open(page);
  await hunt(page, 'SigninLogs\n| where Nothing == 1');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('The query was not run');
  await page.getByRole('button', { name: 'line 2, column 9' }).click();
  await expect.poll(() => page.evaluate(() => window.getSelection()?.toString())).toBe('Nothing');
});

test('a runaway query is canceled, and the next one runs', async ({ open: as }) => {
  const page = await as('analyst');
  await open(page);
  await hunt(page, 'range a from 1 to 1000000000000000 step 1 | where a % 7 == 8 | count');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('You canceled the query');
  await hunt(page, 'print answer = 42');
  await expect(grid(page).getByRole('gridcell', { name: '42' })).toBeVisible();
});

test('a query that asks to be drawn is, its time wins, and its address carries it', async ({
  open: as,
  api,
}) => {
  await api.attack();
  const page = await as('identityAdmin');
  await open(page);
  await hunt(
    page,
    'SigninLogs | where TimeGenerated > ago(300d) | summarize n = count() by bin(TimeGenerated, 1d) | render timechart',
  );
  await expect(page.getByText('The query names its times itself')).toBeVisible();
  await expect(answer(page).locator('svg.recharts-surface').first()).toBeVisible();
  await answer(page).getByRole('button', { name: 'Rows' }).click();
  await expect(grid(page).getByRole('row').nth(1)).toBeVisible();
  await expect(page).toHaveURL(/#q=/);

  const other = await as('analyst');
  await other.goto(page.url());
  await expect(editor(other)).toContainText('render timechart');
  await expect(answer(other).locator('svg.recharts-surface').first()).toBeVisible();
});

test('tables tell their columns and show ten rows', async ({ open: as, api }) => {
  await api.attack();
  const page = await as('analyst');
  await open(page);
  const tables = page.getByRole('region', { name: 'Tables' });
  await tables.getByRole('searchbox').fill('SigninLogs');
  await tables
    .locator('summary')
    .filter({ hasText: /^SigninLogs/ })
    .click();
  await tables.getByRole('button', { name: 'Show ten rows' }).click();
  await expect(grid(page).getByRole('row').nth(1)).toBeVisible();
  await tables.getByRole('button', { name: /^ConditionalAccessStatus/ }).click();
  await expect(editor(page)).toContainText('ConditionalAccessStatus');
});

test('a result is exported whole', async ({ open: as }) => {
  const page = await as('analyst');
  await open(page);
  await hunt(page, 'range n from 1 to 2000 step 1 | extend square = n * n');
  await expect(answer(page).getByRole('status')).toHaveText('2,000 rows');
  await answer(page).getByRole('button', { name: 'Export' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  const file = await (await saved).createReadStream();
  let text = '';
  for await (const chunk of file) text += chunk;
  expect(text.split('\r\n')).toHaveLength(2001);
  expect(text).toMatch(/^n,square\r\n1,1\r\n/);

  await answer(page).getByRole('button', { name: 'Export' }).click();
  const parquet = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Parquet' }).click();
  const download = await parquet;
  expect(download.suggestedFilename()).toBe('hunt.parquet');
  const parts: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) parts.push(Buffer.from(chunk));
  const bytes = Buffer.concat(parts);
  expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
});

test('a manager has no console', async ({ open: as, problems }) => {
  problems.expect(/status of 403/);
  const page = await as('manager');
  await page.goto('/hunting');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your role does not open this page');
});

test('Graph’s runHuntingQuery answers a token, and says what is wrong', async ({ api }) => {
  const { target } = await api.attack();
  const run = (data: unknown) => api.http.post('/api/graph/v1.0/security/runHuntingQuery', { data });
  const found = await run({
    Query: `SigninLogs | where UserPrincipalName =~ "${target.upn}" | summarize n = count() by UserPrincipalName`,
    Timespan: 'P30D',
  });
  expect(found.status()).toBe(200);
  const body = await found.json();
  expect(body.schema).toEqual([
    { name: 'UserPrincipalName', type: 'String' },
    { name: 'n', type: 'Int64' },
  ]);
  expect(body.results).toHaveLength(1);
  const wrong = await run({ Query: 'SigninLogs | wher x' });
  expect(wrong.status()).toBe(400);
  expect((await wrong.json()).error.message).toContain('KS176');
});

test('Kusto’s protocol answers a token: queries, the schema, and no command that changes anything', async ({
  api,
}) => {
  const { target } = await api.attack();
  const csl = `SigninLogs | where UserPrincipalName =~ "${target.upn}" | summarize n = count()`;
  const second = await api.http.post('/v2/rest/query', { data: { db: 'any', csl } });
  expect(second.status()).toBe(200);
  const frames: { TableKind?: string; Rows?: unknown[] }[] = await second.json();
  expect(frames.find(({ TableKind }) => TableKind === 'PrimaryResult')?.Rows).toEqual([[expect.any(Number)]]);
  const first = await api.http.post('/v1/rest/query', { data: { db: 'any', csl } });
  expect((await first.json()).Tables[0].Columns).toEqual([
    { ColumnName: 'n', DataType: 'Int64', ColumnType: 'long' },
  ]);
  const shown = await api.http.post('/v1/rest/mgmt', { data: { db: 'any', csl: '.show tables' } });
  expect((await shown.json()).Tables[0].Rows).toContainEqual(['SigninLogs', 'NetDefaultDB', '', '']);
  const drop = await api.http.post('/v1/rest/mgmt', { data: { db: 'any', csl: '.drop table SigninLogs' } });
  expect(drop.status()).toBe(400);
});

test('a query is saved, shared, found by a colleague, changed and deleted', async ({ open: as, api }) => {
  const { target } = await api.attack();
  const name = `Hunt ${target.id}`;
  const noor = await as('analyst');
  await open(noor);
  await editor(noor).fill('SigninLogs | where ResultType != "0"');
  await noor.getByRole('button', { name: 'Save …' }).click();
  const dialog = noor.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Folder').fill('Identity');
  await dialog.getByLabel('ATT&CK techniques').fill('t1110.003');
  await dialog.getByLabel('Shared').check();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();

  const ivo = await as('identityAdmin');
  await open(ivo);
  await ivo.getByRole('button', { name: 'Saved' }).click();
  await ivo.getByRole('searchbox', { name: 'Find a saved query' }).fill('T1110.003');
  await ivo.getByRole('button', { name }).click();
  await expect(editor(ivo)).toContainText('where ResultType != "0"');
  await editor(ivo).fill('SigninLogs | where ResultType == "50126"');
  await ivo.getByRole('button', { name: 'Save …' }).click();
  await expect(ivo.getByRole('dialog').getByRole('button', { name: 'Delete the query' })).toHaveCount(0);
  await ivo.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  await expect(ivo.getByRole('dialog')).toBeHidden();

  // Noor still has the first version open: hers is not written over his.
  await noor.getByRole('button', { name: 'Save …' }).click();
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Not saved');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await noor.getByRole('button', { name: 'Saved' }).click();
  await noor.getByRole('searchbox', { name: 'Find a saved query' }).fill(target.id);
  await noor.getByRole('button', { name }).click();
  await expect(editor(noor)).toContainText('50126');
  await noor.getByRole('button', { name: 'Save …' }).click();
  await dialog.getByRole('button', { name: 'Delete the query' }).click();
  await expect(dialog).toBeHidden();
  await noor.getByRole('button', { name: 'Saved' }).click();
  await noor.getByRole('searchbox', { name: 'Find a saved query' }).fill(target.id);
  await expect(noor.getByText(/No (query has been saved|saved query is called)/)).toBeVisible();
});
