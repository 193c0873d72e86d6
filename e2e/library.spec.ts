import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expectSound } from './support/sound';
import { expect, test } from './support/test';

const table = (page: Page) => page.getByRole('table', { name: 'Queries' });

interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const upload = (name: string, text: string): Upload => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});

/** Fifty queries of several formats: most run, some cannot, one file is no query. */
function collection(upn: string): readonly Upload[] {
  const rules = Array.from({ length: 44 }, (_, n) =>
    upload(
      `rule-${n}.yaml`,
      `name: Rule ${n}\nseverity: Low\ntactics: [${n < 4 ? 'Exfiltration' : 'Discovery'}]\nrelevantTechniques: [T1078]\nquery: |\n  SigninLogs | where UserPrincipalName =~ "${upn}" and ResultType != "none-${n}"\n`,
    ),
  );
  return [
    ...rules,
    upload(
      'several.kql',
      '//First of two\nrange n from 1 to 3 step 1\n\n//Second of two\nAuditLogs | where false\n',
    ),
    upload('page.md', '# A page\n```kql\nprint answer = 42\n```\n'),
    upload('unsupported.kql', 'externaldata(a: string)["https://example.org/list.csv"]'),
    upload('unknown.kql', 'SigninLogs | where NoSuchColumn == 1'),
    upload('invalid.kql', 'SigninLogs | where ResultType == '),
    upload('read-me.md', '# Nothing here\nOnly words.'),
  ];
}

async function importThem(page: Page, name: string, files: readonly Upload[]): Promise<void> {
  await page.goto('/hunting/library');
  await page.getByRole('heading', { name: 'Query library', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Import …' }).first().waitFor();
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'Import queries' });
  await dialog.getByLabel('Files, or a .zip').setInputFiles([...files]);
  await dialog.getByLabel('Name of the source').fill(name);
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Import', exact: true }).press('Enter');
  await expect(dialog.getByRole('region', { name: 'What runs' })).toBeVisible();
}

test('fifty queries are imported, checked, filtered, run and opened, by keyboard', async ({
  open: as,
  api,
}) => {
  test.slow();
  const { target } = await api.attack();
  const source = `set ${randomBytes(4).toString('hex')}`;
  const page = await as('analyst');
  await importThem(page, source, collection(target.upn));
  const dialog = page.getByRole('dialog', { name: 'Import queries' });
  await expect(dialog).toContainText('50 files: 50 queries, 50 new, 1 skipped');
  await expect(dialog.getByRole('table', { name: 'What was left out' })).toContainText('read-me.md');
  await expect(dialog.getByRole('progressbar', { name: 'Checks' })).toHaveCount(0, { timeout: 60_000 });
  const report = dialog.getByRole('region', { name: 'What runs' });
  await expect(report).toContainText('Runs47');
  await expect(report).toContainText('externaldata');
  await expect(report).toContainText("'NoSuchColumn'");
  await expectSound(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await dialog.getByRole('button', { name: 'Show its queries' }).press('Enter');
  await expect(page.getByText(/^50 of/)).toBeVisible();

  await page.getByRole('button', { name: 'Tactic', exact: true }).press('Enter');
  await page.getByRole('button', { name: /^Exfiltration/ }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/tactic=Exfiltration/);
  await expect(page.getByText(/^4 of/)).toBeVisible();

  await page.keyboard.press('j');
  await page.keyboard.press('Control+a');
  await expect(page.getByText(/4 selected/)).toBeVisible();
  await page.keyboard.press('r');
  const run = page.getByRole('dialog', { name: 'Run 4 queries' });
  await run.getByLabel('Time range').selectOption('all');
  await run.getByRole('button', { name: 'Run 4 queries' }).press('Enter');
  await expect(page.getByText(/4 return rows/)).toBeVisible({ timeout: 60_000 });
  await expect(table(page).getByText(/^\d+ rows?$/)).toHaveCount(4);
  await expectSound(page);
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  const pane = page.getByRole('region', { name: 'Query', exact: true });
  await expect(pane).toContainText('Exfiltration');
  await pane.getByRole('link', { name: 'Open in the console' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Query' })).toContainText(target.upn);
  await expect(page.getByRole('grid', { name: 'Results' })).toContainText(target.upn);
});

test('the same source again doubles nothing, and a colleague reads the report', async ({ open: as }) => {
  const source = `again ${randomBytes(4).toString('hex')}`;
  const noor = await as('analyst');
  const files = [upload('a.kql', 'SigninLogs | take 1'), upload('b.kql', 'AuditLogs | take 1')];
  await importThem(noor, source, files);
  const ivo = await as('identityAdmin');
  await importThem(ivo, source, [upload('a.kql', 'SigninLogs | take 2')]);
  await expect(ivo.getByRole('dialog')).toContainText(
    '1 files: 1 queries, 1 changed, 1 gone from the source',
  );
  await ivo.getByRole('button', { name: 'Show its queries' }).click();
  await expect(ivo.getByText(/^2 of/)).toBeVisible();
  await expect(table(ivo).getByLabel('Gone from its source')).toHaveCount(1);
  const saved = ivo.waitForEvent('download');
  await ivo.getByRole('button', { name: 'Report' }).click();
  await ivo.getByRole('menuitem', { name: 'CSV' }).click();
  let text = '';
  for await (const chunk of await (await saved).createReadStream()) text += chunk;
  expect(text).toContain('goneFromSource');
  expect(text.split('\r\n')).toHaveLength(3);
  await noor.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  await noor.getByRole('button', { name: 'Sources' }).click();
  await expect(noor.getByRole('dialog')).toContainText(source);
});

test('a manager has no library', async ({ open: as, problems }) => {
  problems.expect(/status of 403/);
  const page = await as('manager');
  await page.goto('/hunting/library');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your role does not open this page');
});
