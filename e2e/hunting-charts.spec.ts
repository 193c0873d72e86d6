import type { Page } from '@playwright/test';
import { expectSound } from './support/sound';
import { expect, test } from './support/test';

const DATA =
  'datatable(Name:string, At:datetime, n:long, m:real)["Mail", datetime(2026-01-01), 3, 0.5, "Files", datetime(2026-01-02), 5, 1.5]';
const editor = (page: Page) => page.getByRole('textbox', { name: 'Query' });
const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });

async function draw(page: Page, render: string): Promise<void> {
  await editor(page).fill(`${DATA} | ${render}`);
  await editor(page).press('Control+Enter');
  await expect(answer(page).getByRole('heading', { level: 2 })).toHaveText('Drawn');
}

test('every kind of chart is drawn, with its numbers as text', async ({ open: as }) => {
  test.slow();
  const page = await as('analyst');
  await page.goto('/hunting');
  await expect(editor(page)).toBeFocused();
  await draw(page, 'project Name, n | render piechart with (title="Drawn")');
  const slices = answer(page).getByRole('table', { name: 'Drawn' });
  await expect(slices.getByRole('row', { name: 'Files 5 62.5 %' })).toBeVisible();
  await expect(answer(page).locator('svg.recharts-surface').first()).toBeVisible();
  await expectSound(page);
  await page.setViewportSize({ width: 1440, height: 900 });

  await draw(page, 'project Name, n | render barchart with (title="Drawn")');
  await expect(answer(page).getByRole('list', { name: 'Drawn' }).getByRole('listitem')).toHaveText([
    'Mail3',
    'Files5',
  ]);
  await expectSound(page);
  await page.setViewportSize({ width: 1440, height: 900 });

  await draw(page, 'summarize total = sum(n) | render card with (title="Drawn")');
  await expect(answer(page).getByRole('definition')).toHaveText('8');

  await draw(page, 'project n, m, Name | render scatterchart with (title="Drawn", ytitle="Weight")');
  await expect(answer(page).getByRole('img', { name: /^Drawn: 2 values/ })).toBeVisible();
  await answer(page).getByRole('button', { name: 'Table' }).press('Enter');
  await expect(answer(page).getByRole('table', { name: 'Drawn' })).toContainText('Weight');

  for (const render of [
    'project At, n, m | render timechart with (title="Drawn", ymin=0, ymax=10)',
    'project Name, n, m | render columnchart with (title="Drawn", kind=stacked100)',
    'project At, n, m | render stackedareachart with (title="Drawn")',
    'make-series n = sum(n) default=0 on At from datetime(2026-01-01) to datetime(2026-01-04) step 1d | render linechart with (title="Drawn")',
  ]) {
    await draw(page, render);
    await expect(answer(page).locator('svg.recharts-surface').first()).toBeVisible();
    await answer(page).getByRole('slider').press('ArrowRight');
    await expect(answer(page).getByRole('slider')).toHaveAttribute('aria-valuetext', /n 3/);
  }
});
