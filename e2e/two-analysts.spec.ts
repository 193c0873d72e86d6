import { IncidentPage } from './pages/incident';
import { PEOPLE } from './support/portal';
import { expect, test } from './support/test';

test('a stale write is refused with what changed and by whom, and can be applied on top', async ({
  open,
  api,
  problems,
}) => {
  problems.expect(/ERR_FAILED/);
  const { incident } = await api.attack();
  const [noor, ivo] = [await open('analyst'), await open('identityAdmin')];
  const [first, second] = [new IncidentPage(noor), new IncidentPage(ivo)];
  // Ivo's line is down: he does not hear of what Noor does.
  await ivo.route('**/api/events*', (route) => route.abort());
  await first.open(incident.incidentNumber);
  await second.open(incident.incidentNumber);
  await first.choose(first.status, 'In progress');
  await noor.getByLabel('Tags').fill('from-noor');
  await noor.keyboard.press('Enter');
  await expect(first.manage.getByText('from-noor')).toBeVisible();

  await ivo.getByLabel('Tags').fill('from-ivo');
  await ivo.keyboard.press('Enter');
  const notice = second.manage.getByRole('alert');
  await expect(notice).toContainText('Not saved');
  await expect(notice).toContainText(PEOPLE.analyst.name);
  await expect(notice).toContainText(/Status Active.*In progress/);
  await expect(notice).toContainText(/Tags .*from-noor/);
  await notice.getByRole('button', { name: 'Apply mine on top' }).click();
  await expect(notice).toBeHidden();
  for (const tag of ['from-noor', 'from-ivo']) await expect(second.manage.getByText(tag)).toBeVisible();
  await expect(second.status).toHaveValue('inProgress');
  await expect(first.manage.getByText('from-ivo'), 'Noor hears of it').toBeVisible();
});

test('each sees the other’s change without a reload, in both directions', async ({ open, api }) => {
  const { incident } = await api.attack();
  const [noor, ivo] = [await open('analyst'), await open('identityAdmin')];
  const [first, second] = [new IncidentPage(noor), new IncidentPage(ivo)];
  await first.openLive(incident.incidentNumber);
  await second.openLive(incident.incidentNumber);
  for (const page of [noor, ivo]) await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await first.choose(first.assignee, PEOPLE.analyst.name);
  await expect(second.assignee.locator('option:checked')).toHaveText(PEOPLE.analyst.name);
  await second.choose(second.status, 'In progress');
  await expect(first.status).toHaveValue('inProgress');
  for (const page of [noor, ivo]) expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('a verdict takes a handful of keys: assign, classify, resolve', async ({ open, api }) => {
  const { incident } = await api.attack();
  const page = await open('analyst');
  const shown = new IncidentPage(page);
  await shown.openLive(incident.incidentNumber);
  await page.keyboard.press('m');
  await expect(shown.assignee.locator('option:checked')).toHaveText(PEOPLE.analyst.name);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Classify' });
  await dialog.getByRole('combobox').waitFor();
  await page.keyboard.press('3');
  await expect(shown.classification.locator('option:checked')).toHaveText('True positive');
  await expect(shown.determination.locator('option:checked')).toHaveText('Compromised account');
  await expect(shown.status).toBeEnabled();
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Resolve', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(shown.status).toHaveValue('resolved');

  await page.keyboard.press('r');
  await expect(page.getByRole('dialog', { name: /^Reopen/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await dialog.getByRole('combobox').fill('not mal');
  await page.keyboard.press('Enter');
  await expect(shown.classification.locator('option:checked')).toHaveText('False positive');
});

test('the whole incident goes on paper', async ({ open, api }) => {
  const { target, incident } = await api.attack();
  const page = await open('manager');
  await new IncidentPage(page).open(incident.incidentNumber);
  await page.getByRole('link', { name: 'Print / save as PDF' }).click();
  await expect(page).toHaveURL(`/incidents/${incident.incidentNumber}/print`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(incident.displayName);
  for (const name of ['Timeline', 'Alerts, and why they belong together', 'Entities', 'Activity'])
    await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
  await expect(page.getByText(/reaches the threshold of/).first()).toBeVisible();
  await expect(page.getByRole('cell', { name: target.attackerIp, exact: true })).toBeVisible();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Print / save as PDF' })).toBeHidden();
  expect((await page.pdf({ format: 'A4' })).subarray(0, 4).toString()).toBe('%PDF');
});
