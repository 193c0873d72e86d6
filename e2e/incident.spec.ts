import { IncidentPage } from './pages/incident';
import { QueuePage } from './pages/queue';
import { PEOPLE } from './support/portal';
import { expect, test } from './support/test';

test('an analyst takes an attack from the queue to its resolution', async ({ open, api }) => {
  const { target, incident } = await api.attack();
  const page = await open('analyst');
  const queue = new QueuePage(page);
  await queue.open();
  await queue.row(target.name).getByRole('link').first().click();
  const shown = new IncidentPage(page);
  await expect(shown.heading).toContainText(incident.displayName);

  await shown.choose(shown.assignee, PEOPLE.analyst.name);
  await shown.choose(shown.status, 'In progress');
  await shown.choose(shown.classification, 'True positive');
  await shown.choose(shown.determination, 'Compromised account');

  await shown.tab('Activity');
  await page.getByLabel('Comment').fill('Called them: it was not them.\nSecond line.');
  await page.getByRole('button', { name: 'Add comment' }).click();
  await expect(shown.activity.filter({ hasText: 'it was not them.' }).first()).toContainText(
    PEOPLE.analyst.name,
  );
  await expect(page.getByLabel('Comment')).toHaveValue('');

  await page.getByRole('button', { name: 'Resolve …' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('2 open alerts are resolved');
  await dialog.getByLabel('Comment').fill('Sessions ended, password reset.');
  await dialog.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(shown.status).toHaveValue('resolved');

  const change = (field: string, from: string, to: string) =>
    shown.activity.filter({ hasText: new RegExp(`${field}: ${from}.*${to}`) }).first();
  await expect(change('Assigned to', 'not set', PEOPLE.analyst.name)).toBeVisible();
  await expect(change('Status', 'Active', 'In progress')).toBeVisible();
  await expect(change('Status', 'In progress', 'Resolved')).toBeVisible();
  await expect(change('Classification', 'Unknown', 'True positive')).toBeVisible();

  await shown.tab('Alerts');
  await expect(page.getByText('Resolved · True positive')).toHaveCount(2);
  await queue.open();
  await expect(queue.row(target.name)).toHaveCount(0);
});

test('every alert says why it was linked, with its numbers', async ({ open, api }) => {
  const { target, incident } = await api.attack();
  const page = await open('analyst');
  await new IncidentPage(page).open(incident.incidentNumber, '/alerts');
  await expect(page.getByText('It opened this incident.')).toHaveCount(1);
  const reasons = page.locator('details', { hasText: 'Linked to' });
  await expect(reasons).not.toHaveCount(0);
  const reason = reasons.first();
  await reason.locator('summary').click();
  const table = reason.getByRole('table', { name: 'Terms of the link score' });
  const cells = async (row: RegExp) =>
    (await table.getByRole('row').filter({ hasText: row }).first().getByRole('cell').allTextContents()).map(
      (text) => Number.parseFloat(text),
    );
  await expect(table).toContainText(target.id);
  const sum = (await cells(/^Sum \(threshold/))[0] ?? 0;
  const threshold = Number(/threshold of (\d+(?:\.\d+)?)/.exec((await reason.textContent()) ?? '')?.[1]);
  expect(sum).toBeGreaterThanOrEqual(threshold);
  expect(threshold).toBeGreaterThan(0);
  const terms = await table.getByRole('row').allTextContents();
  expect(terms.length).toBeGreaterThan(2);
});

test('the graph shows alerts and entities, and has a table of the same', async ({ open, api }) => {
  const { target, incident } = await api.attack();
  const page = await open('analyst');
  await new IncidentPage(page).open(incident.incidentNumber);
  const nodes = page.locator('.react-flow__node');
  await expect(nodes.filter({ hasText: target.id }).first()).toBeVisible();
  await expect(nodes.filter({ hasText: 'alert, ' })).toHaveCount(2);
  await expect(page.locator('.react-flow__edge').first()).toBeAttached();
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  const table = page.getByRole('table', { name: /^Entities of the graph/ });
  await expect(table.getByRole('row').filter({ hasText: 'Device' })).toContainText(target.host);
  await expect(table.getByRole('row').filter({ hasText: target.attackerIp })).toContainText('IP address');
  await expect(
    table.getByRole('row').filter({ hasText: target.id }).filter({ hasText: 'Account' }).first(),
  ).toContainText('Process memory dumped');
});

test('an alert shows the rows of the lake that made it fire', async ({ open, api }) => {
  const { target, alerts } = await api.attack();
  const page = await open('analyst');
  const dump = alerts.find((alert) => alert.title.includes('comsvcs'));
  await page.goto(`/alerts/${encodeURIComponent(dump?.id ?? '')}`);
  await page.getByText('DeviceProcessEvents').click();
  await expect(page.getByText('MiniDump 756 C:\\t\\l.dmp full').first()).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: target.host }).first()).toBeVisible();
});

test('two people at one incident: the second sees the first one’s change and is not overrun', async ({
  open,
  api,
}) => {
  const { incident } = await api.attack();
  const [noor, ivo] = [await open('analyst'), await open('identityAdmin')];
  const [first, second] = [new IncidentPage(noor), new IncidentPage(ivo)];
  await first.open(incident.incidentNumber);
  await second.open(incident.incidentNumber);
  await ivo.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  await first.choose(first.assignee, PEOPLE.analyst.name);
  await expect(second.assignee.locator('option:checked')).toHaveText(PEOPLE.analyst.name);
});

test('a resolved incident is reopened with a reason, and its alerts with it', async ({ open, api }) => {
  const { incident } = await api.attack();
  const page = await open('analyst');
  const shown = new IncidentPage(page);
  await shown.open(incident.incidentNumber);
  await page.getByRole('button', { name: 'Resolve …' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Resolve', exact: true })).toBeDisabled();
  await dialog.getByLabel('Classification').selectOption({ label: 'False positive' });
  await expect(dialog).toContainText('Risk detections linked to these alerts are dismissed');
  await dialog.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(shown.status).toHaveValue('resolved');
  await page.getByRole('button', { name: 'Reopen …' }).click();
  await dialog.getByLabel('Reason').fill('It happened again.');
  await dialog.getByRole('button', { name: 'Reopen', exact: true }).click();
  await expect(shown.status).toHaveValue('inProgress');
  await shown.tab('Activity');
  await expect(shown.activity.filter({ hasText: 'It happened again.' }).first()).toBeVisible();
  const { value } = await api.graph<{ value: { status: string }[] }>(
    `security/alerts_v2?$filter=incidentId eq '${incident.id}'`,
  );
  expect(value.map((alert) => alert.status)).not.toContain('resolved');
});
