import type { Page } from '@playwright/test';
import { expectSound } from './support/sound';
import { expect, test } from './support/test';

const editor = (page: Page) => page.getByRole('textbox', { name: 'Query' });
const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });
const grid = (page: Page) => page.getByRole('grid', { name: 'Results' });
const rowOf = (page: Page, n: number) => grid(page).getByRole('row').nth(n);

async function hunt(page: Page, text: string): Promise<void> {
  await page.goto('/hunting');
  await expect(editor(page)).toBeFocused();
  await editor(page).fill(text);
  await editor(page).press('Control+Enter');
  await expect(rowOf(page, 1)).toBeVisible();
}

test('rows are selected by keyboard and linked to an incident, once, and taken away again', async ({
  open: as,
  api,
}) => {
  const { target, incident } = await api.attack();
  const number = incident.incidentNumber;
  const page = await as('analyst');
  await hunt(
    page,
    `union SigninLogs, OfficeActivity | where UserPrincipalName =~ "${target.upn}" or UserId =~ "${target.upn}" | project TimeGenerated, UserPrincipalName, UserId, IPAddress, _ItemId | sort by TimeGenerated asc`,
  );
  await grid(page).focus();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(rowOf(page, 2)).toHaveAttribute('aria-selected', 'true');
  await expect(answer(page).getByText('2 rows selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(answer(page).getByText(/selected/)).toHaveCount(0);
  await page.keyboard.press('Control+a');
  await answer(page).getByRole('button', { name: 'Link to incident …' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: /^Link \d+ rows to an incident/ });
  await expect(dialog.getByRole('region', { name: 'What the rows name' })).toContainText(target.upn);
  await dialog.getByRole('searchbox', { name: 'Incident' }).fill(String(number));
  await dialog.getByRole('radio', { name: `#${number}` }).check();
  await dialog.getByLabel('Note').fill('Signed in right before');
  await dialog.getByRole('button', { name: 'Link to the incident' }).click();
  await expect(dialog).toBeHidden();
  const linked = answer(page).getByRole('link', { name: `incident #${number}` });
  await expect(linked).toBeVisible();

  // The same rows again change nothing.
  await grid(page).focus();
  await page.keyboard.press('Control+a');
  await answer(page).getByRole('button', { name: 'Link to incident …' }).click();
  await dialog.getByRole('searchbox', { name: 'Incident' }).fill(String(number));
  await dialog.getByRole('radio', { name: `#${number}` }).check();
  await dialog.getByRole('button', { name: 'Link to the incident' }).click();
  await expect(answer(page).getByText('All of them are linked already')).toBeVisible();

  await linked.click();
  const rows = page.getByRole('region', { name: /^Rows of hunts/ });
  await expect(rows.getByRole('heading', { level: 2, name: /linked by/ })).toHaveCount(1);
  await expect(rows).toContainText('Signed in right before');
  await expect(rows.getByRole('link', { name: /, Account$/ }).first()).toHaveAttribute('href', /^\/users\//);
  await rows.getByText('The query, as it ran').click();
  await expect(rows).toContainText('sort by TimeGenerated asc');
  await expectSound(page);

  await page.setViewportSize({ width: 1440, height: 900 });
  const one = rows.getByRole('button', { name: 'Take this row away' });
  const before = await one.count();
  await one.first().click();
  await expect(one).toHaveCount(before - 1);
  await page.getByRole('navigation', { name: 'Incident' }).getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByText('took rows of a hunt away')).toBeVisible();
  await expect(page.getByText('linked rows of a hunt')).toHaveCount(1);
});

test('an incident is opened with what a hunt found, and leads back to the hunt', async ({
  open: as,
  api,
}) => {
  const { target } = await api.attack();
  const page = await as('identityAdmin');
  await hunt(page, `SigninLogs | where UserPrincipalName =~ "${target.upn}"`);
  await rowOf(page, 1).getByRole('checkbox').check();
  await answer(page).getByRole('button', { name: 'Link to incident …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Link 1 row to an incident' });
  await dialog.getByRole('radio', { name: 'A new incident' }).check();
  await expect(dialog.getByRole('button', { name: 'Open the incident' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`Found by hand ${target.id}`);
  await dialog.getByLabel('Severity').selectOption('high');
  await expectSound(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await dialog.getByRole('button', { name: 'Open the incident' }).click();
  await answer(page)
    .getByRole('link', { name: /^incident #/ })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Found by hand ${target.id}`);
  await page.getByRole('button', { name: 'Hunt again' }).click();
  await expect(editor(page)).toContainText(target.upn);
  await expect(rowOf(page, 1)).toBeVisible();

  // The queue has it, its story says where to look.
  await page.goto(`/incidents?q=${target.id}`);
  await page.getByRole('link', { name: `Found by hand ${target.id}` }).click();
  await expect(page.getByRole('heading', { name: 'No alerts yet' })).toBeVisible();
  await page.getByRole('link', { name: 'See 1 linked row' }).click();
  await expect(page.getByRole('region', { name: /^Rows of hunts/ })).toBeVisible();
});

test('what one ran is found again, by oneself alone', async ({ open: as, api }) => {
  const { target } = await api.attack();
  const page = await as('analyst');
  await hunt(page, `print run = "${target.id}"`);
  await editor(page).fill(`print broken = "${target.id}" | wher x`);
  await editor(page).press('Control+Enter');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('The query was not run');
  await page.reload();
  await page.getByRole('button', { name: 'History' }).click();
  const pane = page.getByRole('dialog', { name: 'History' });
  await pane.getByRole('searchbox', { name: 'Find in the history' }).fill(target.id);
  // The address had the broken one, so that the page ran it again.
  await expect(pane.getByRole('listitem')).toHaveCount(3);
  await expect(pane.getByRole('listitem').nth(0)).toContainText('not run: the query has errors');
  await expect(pane.getByRole('listitem').nth(2)).toContainText('1 row ·');
  await expectSound(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await pane.getByRole('listitem').nth(2).getByRole('button', { name: 'Run it again' }).click();
  await expect(grid(page).getByRole('gridcell', { name: target.id })).toBeVisible();

  const other = await as('identityAdmin');
  await other.goto('/hunting');
  await other.getByRole('button', { name: 'History' }).click();
  await other.getByRole('searchbox', { name: 'Find in the history' }).fill(target.id);
  await expect(other.getByText('No query that you ran holds this.')).toBeVisible();
});

test('columns are hidden, pinned, moved and filtered, and the address carries them', async ({ open: as }) => {
  const page = await as('analyst');
  await hunt(
    page,
    'range n from 1 to 100000 step 1 | extend odd = n % 2 == 1, word = strcat("w", n % 7), at = datetime(2026-01-01) + n * 1m',
  );
  await page.getByRole('combobox', { name: 'Rows at most' }).selectOption('100000');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(answer(page).getByRole('status').first()).toHaveText('100,000 rows');
  await grid(page).focus();
  await page.keyboard.press('End');
  await expect(grid(page).getByRole('gridcell', { name: '100000', exact: true })).toBeVisible();

  await answer(page).getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('textbox', { name: 'Filter n' }).fill('10..20');
  await page.getByRole('textbox', { name: 'Filter odd' }).fill('true');
  await expect(answer(page).getByRole('status').first()).toContainText('5 shown');
  await page.getByRole('textbox', { name: 'Filter n' }).fill('nothing');
  await expect(page.getByRole('textbox', { name: 'Filter n' })).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('textbox', { name: 'Filter n' }).fill('0');
  await page.getByRole('button', { name: 'Clear the filters' }).click();

  await answer(page)
    .getByRole('button', { name: /^Columns/ })
    .click();
  const pane = page.getByRole('dialog', { name: 'Columns' });
  await pane.getByRole('checkbox', { name: 'odd' }).uncheck();
  await pane.getByRole('button', { name: 'Pin word' }).click();
  await pane.getByRole('button', { name: 'at further left' }).click();
  await page.keyboard.press('Escape');
  const heads = grid(page).getByRole('columnheader');
  await expect(heads).toHaveText(['', 'word', 'at', 'n']);
  await expect(page).toHaveURL(/c=word%3Bp%2Cat/);

  const other = await as('identityAdmin');
  await other.goto(page.url());
  await expect(grid(other).getByRole('columnheader')).toHaveText(['', 'word', 'at', 'n']);
});

test('a cell leads on: kept, dropped, opened and hunted for, and what is inside a value too', async ({
  open: as,
  api,
}) => {
  const { target } = await api.attack();
  const page = await as('analyst');
  await hunt(
    page,
    `SigninLogs | where UserPrincipalName =~ "${target.upn}" | project UserPrincipalName, Status = dynamic({"errorCode": 50126, "more": {"a b": [1]}})`,
  );
  await grid(page).focus();
  await page.keyboard.press('.');
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem', { name: 'Open the account' })).toHaveAttribute(
    'href',
    /^\/users\//,
  );
  await page.keyboard.press('Escape');
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('.');
  await menu.getByRole('menuitem', { name: /^Keep only/ }).press('Enter');
  await expect(editor(page)).toContainText(`| where UserPrincipalName == "${target.upn}"`);
  await expect(rowOf(page, 1)).toBeVisible();

  await grid(page).getByRole('gridcell', { name: target.upn }).first().dblclick();
  const row = page.getByRole('region', { name: 'Row', exact: true });
  await row.getByRole('button', { name: 'Make a column of errorCode' }).click();
  await expect(editor(page)).toContainText('| extend Status_errorCode = todouble(Status.errorCode)');
  await expect(grid(page).getByRole('columnheader', { name: 'Status_errorCode' })).toBeVisible();

  await grid(page).getByRole('gridcell', { name: target.upn }).first().click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Hunt for it in every table' }).click();
  await expect(editor(page)).toContainText(`search "${target.upn}"`);
  await expect(rowOf(page, 1)).toBeVisible();
});
