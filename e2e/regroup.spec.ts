import { IncidentPage } from './pages/incident';
import { expect, test } from './support/test';

const numbered = (number: number) => new RegExp(`#${number}(?!\\d)`);

test('an analyst merges two incidents after a preview, and undoes it', async ({ open, api }) => {
  const [one, other] = [await api.attack({ mild: true }), await api.attack()];
  const page = await open('analyst');
  const shown = new IncidentPage(page);
  await shown.openLive(one.incident.incidentNumber);
  await page.getByRole('button', { name: 'Merge …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Merge into').fill(`#${other.incident.incidentNumber}`);
  await dialog.getByRole('radio', { name: numbered(other.incident.incidentNumber) }).check();
  const preview = dialog.getByRole('region', { name: 'What it will be' });
  await expect(preview).toContainText(`1 alert moves to #${other.incident.incidentNumber}`);
  await expect(preview).toContainText('2 → 3');
  await dialog.getByLabel('Reason').fill('One attacker.');
  await dialog.getByRole('button', { name: `Merge into #${other.incident.incidentNumber}` }).click();
  await expect(page).toHaveURL(new RegExp(`/incidents/${other.incident.incidentNumber}\\?from=`));
  await expect(page.locator('[data-alert]')).toHaveCount(3);
  await page.goto(`/incidents/${one.incident.incidentNumber}`);
  await expect(page, 'it redirects').toHaveURL(new RegExp(`/incidents/${other.incident.incidentNumber}\\?`));

  const undo = page.getByRole('button', { name: `Undo the merge of #${one.incident.incidentNumber}` });
  await undo.click();
  await expect(dialog).toContainText('1 alert goes back');
  await dialog.getByRole('button', { name: 'Undo the merge' }).click();
  await expect(page).toHaveURL(`/incidents/${one.incident.incidentNumber}`);
  await expect(page.locator('[data-alert]')).toHaveCount(1);
  await expect(shown.status).toHaveValue('active');
  await shown.tab('Activity');
  await expect(shown.activity.filter({ hasText: 'One attacker.' }).first()).toBeVisible();
  await expect(shown.activity.filter({ hasText: 'undid a merge' }).first()).toBeVisible();
  await shown.openLive(other.incident.incidentNumber);
  await expect(page.locator('[data-alert]')).toHaveCount(2);
  await expect(undo).toHaveCount(0);
});

test('alerts are split off into an incident of their own', async ({ open, api }) => {
  const { incident } = await api.attack();
  const page = await open('analyst');
  const shown = new IncidentPage(page);
  await shown.openLive(incident.incidentNumber, '/alerts');
  const boxes = page.getByRole('main').getByRole('checkbox');
  await expect(boxes).toHaveCount(2);
  await boxes.first().check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: 'Why linked, or not?' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('They are in the same incident.');
  await page.keyboard.press('Escape');

  // Not all of them: one has to stay.
  await page.getByRole('button', { name: 'Split off …' }).click();
  await dialog.getByRole('button', { name: 'Split off' }).click();
  await expect(dialog.getByRole('alert')).toContainText('No alert would stay');
  await page.keyboard.press('Escape');
  await boxes.nth(1).uncheck();
  await page.getByRole('button', { name: 'Split off …' }).click();
  await dialog.getByLabel('Reason').fill('Another attacker.');
  await dialog.getByRole('button', { name: 'Split off' }).click();
  await expect(boxes).toHaveCount(1);
  const split = Number(
    /#(\d+)/.exec((await page.getByText('1 alert moved to #').first().textContent()) ?? '')?.[1],
  );
  expect(split).toBeGreaterThan(0);

  await shown.openLive(split);
  await expect(page.locator('[data-alert]')).toHaveCount(1);
  await shown.tab('Activity');
  await expect(shown.activity.filter({ hasText: 'Another attacker.' }).first()).toBeVisible();
});

test('an alert is moved to where it belongs', async ({ open, api }) => {
  const [{ incident }, other] = [await api.attack(), await api.attack({ mild: true })];
  const page = await open('analyst');
  const shown = new IncidentPage(page);
  await shown.openLive(incident.incidentNumber, '/alerts');
  const boxes = page.getByRole('main').getByRole('checkbox');
  await boxes.first().check();
  await page.getByRole('button', { name: 'Move to another incident …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Move to').fill(String(other.incident.incidentNumber));
  await dialog.getByRole('radio', { name: numbered(other.incident.incidentNumber) }).check();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(boxes).toHaveCount(1);
  await shown.openLive(other.incident.incidentNumber, '/alerts');
  await expect(boxes).toHaveCount(2);
  await expect(page.getByText('A person moved it here.')).toHaveCount(1);
});

test('a manager can read, but neither merge nor move', async ({ open, api }) => {
  const { incident } = await api.attack();
  const page = await open('manager');
  const shown = new IncidentPage(page);
  await shown.openLive(incident.incidentNumber, '/alerts');
  await page.getByRole('main').getByRole('checkbox').first().check();
  await expect(page.getByText('1 chosen')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Split off …' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Merge …' })).toHaveCount(0);
});
