import { IncidentPage } from './pages/incident';
import { PEOPLE } from './support/portal';
import { newTarget } from './support/rows';
import { expect, test } from './support/test';

test('a comment is Markdown, names a colleague, and is edited and taken back by who wrote it', async ({
  open,
  api,
}) => {
  const { incident } = await api.attack();
  const [noor, ivo] = [await open('analyst'), await open('identityAdmin')];
  const [mine, theirs] = [new IncidentPage(noor), new IncidentPage(ivo)];
  await mine.openLive(incident.incidentNumber, '/activity');
  await theirs.openLive(incident.incidentNumber, '/activity');
  const field = noor.getByLabel('Comment');
  await field.pressSequentially('Ask @Ivo');
  await noor
    .getByRole('listbox', { name: 'People' })
    .getByRole('option', { name: PEOPLE.identityAdmin.name })
    .waitFor();
  await noor.keyboard.press('Enter');
  await expect(field).toHaveValue(`Ask @${PEOPLE.identityAdmin.name} `);
  await field.pressSequentially('about **this** <b>host</b>');
  await noor.keyboard.press('Control+Enter');
  await expect(field).toHaveValue('');
  const seen = theirs.activity.filter({ hasText: 'Ask @' });
  await expect(seen.locator('mark')).toHaveText(`@${PEOPLE.identityAdmin.name}`);
  await expect(seen.locator('strong')).toHaveText('this');
  await expect(seen, 'HTML is text').toContainText('<b>host</b>');
  await expect(seen.getByRole('button', { name: 'Edit' })).toHaveCount(0);

  const own = mine.activity.filter({ hasText: 'Ask @' });
  await own.getByRole('button', { name: 'Edit' }).click();
  await noor.getByLabel('Edit the comment').fill('Never mind');
  await noor.getByRole('button', { name: 'Save' }).click();
  const edited = theirs.activity.filter({ hasText: 'Never mind' });
  await expect(edited).toContainText('Edited');
  await mine.activity.filter({ hasText: 'Never mind' }).getByRole('button', { name: 'Delete …' }).click();
  await noor.getByRole('dialog').getByRole('button', { name: 'Delete the comment' }).click();
  await expect(theirs.activity.filter({ hasText: 'Taken back' })).toHaveCount(1);
  await expect(edited).toHaveCount(0);
});

test('evidence is judged by a person; everybody sees it, and nobody else overrules it', async ({
  open,
  api,
}) => {
  const { target, incident } = await api.attack();
  const [noor, mika] = [await open('analyst'), await open('manager')];
  await new IncidentPage(noor).open(incident.incidentNumber, '/evidence');
  await new IncidentPage(mika).openLive(incident.incidentNumber, '/evidence');
  const row = (page: typeof noor) =>
    page
      .getByRole('table', { name: 'Evidence of the incident' })
      .getByRole('row')
      .filter({ hasText: target.attackerIp });
  await expect(row(mika).getByRole('combobox')).toHaveCount(0);
  await row(noor).getByRole('combobox').selectOption({ label: 'Malicious' });
  await expect(row(mika)).toContainText('Malicious');
  await expect(row(mika)).toContainText(`by ${PEOPLE.analyst.name}`);
  await new IncidentPage(noor).tab('Activity');
  await expect(
    new IncidentPage(noor).activity.filter({ hasText: `Verdict of ${target.attackerIp}` }).first(),
  ).toContainText('Malicious');
});

test('assets are told by kind, with roles and the risk of users', async ({ open, api }) => {
  const { target, incident } = await api.attack();
  const page = await open('analyst');
  await new IncidentPage(page).open(incident.incidentNumber, '/assets');
  const table = (name: string) => page.getByRole('table', { name });
  await expect(table('Devices')).toContainText(target.host);
  const user = table('Users').getByRole('row').filter({ hasText: target.id });
  await expect(user).toContainText('At risk');
  await expect(table('Devices')).not.toContainText(target.attackerIp);
});

test('a similar incident says what it shares and what was decided', async ({ open, api }) => {
  const one = await api.attack();
  const page = await open('analyst');
  const shown = new IncidentPage(page);
  await shown.openLive(one.incident.incidentNumber);
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: 'Classify' }).getByRole('combobox').waitFor();
  await page.keyboard.press('3');
  await expect(shown.classification.locator('option:checked')).toHaveText('True positive');
  await expect(shown.status).toBeEnabled();
  await page.keyboard.press('r');
  await page.getByRole('dialog').getByRole('button', { name: 'Resolve', exact: true }).press('Enter');
  await expect(shown.status).toHaveValue('resolved');

  // The same person again, from the same address: a new incident, because the first is closed.
  const target = { ...newTarget(), ...one.target };
  await api.attack({ target, mild: true }).catch(() => undefined);
  const { value } = await api.graph<{ value: { incidentNumber: number; displayName: string }[] }>(
    'security/incidents?$orderby=createdDateTime desc&$top=1',
  );
  const later = value[0]?.incidentNumber ?? 0;
  expect(later).not.toBe(one.incident.incidentNumber);
  await shown.open(later, '/similar');
  const kin = page
    .getByRole('listitem')
    .filter({ hasText: `#${one.incident.incidentNumber} ` })
    .first();
  await expect(kin).toContainText('True positive, compromised account');
  await expect(kin).toContainText('Same entity');
  await kin.getByRole('link').first().click();
  await expect(page).toHaveURL(`/incidents/${one.incident.incidentNumber}`);
});
