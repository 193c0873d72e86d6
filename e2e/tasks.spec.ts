import { IncidentPage } from './pages/incident';
import { QueuePage } from './pages/queue';
import { PEOPLE } from './support/portal';
import { forwardingRule, newTarget } from './support/rows';
import { expect, test } from './support/test';

test('tasks of an incident are added, assigned, done, opened again and ordered, before the eyes of a colleague', async ({
  open,
  api,
}) => {
  test.slow();
  const { incident } = await api.attack({ mild: true });
  const [page, colleague] = [await open('analyst'), await open('manager')];
  for (const one of [page, colleague]) await new IncidentPage(one).open(incident.incidentNumber);
  const add = page.getByRole('textbox', { name: 'New task' });
  const tasks = page.getByRole('list', { name: 'Tasks' }).getByRole('listitem');
  for (const title of ['Call the person', 'Look at the mailbox']) {
    await add.fill(title);
    await add.press('Enter');
    await expect(tasks.filter({ hasText: title })).toHaveCount(1);
  }
  const seen = colleague.getByRole('list', { name: 'Tasks' }).getByRole('listitem');
  await expect(seen).toHaveCount(2);
  await expect(colleague.getByRole('textbox', { name: 'New task' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Move up: Look at the mailbox' }).click();
  await expect(tasks.first()).toContainText('Look at the mailbox');
  await page
    .getByRole('combobox', { name: 'Assigned to: Call the person' })
    .selectOption({ label: PEOPLE.analyst.name });
  await page.getByRole('checkbox', { name: 'Done: Look at the mailbox' }).check();
  await expect(seen.first()).toContainText(`Done by ${PEOPLE.analyst.name}`);
  await expect(seen.last()).toContainText(PEOPLE.analyst.name);
  await expect(colleague.getByRole('checkbox', { name: 'Done: Look at the mailbox' })).toBeDisabled();
  await page.getByRole('checkbox', { name: 'Done: Look at the mailbox' }).uncheck();
  await expect(seen.first()).not.toContainText('Done by');
  await new IncidentPage(page).open(incident.incidentNumber, '/activity');
  await expect(page.getByRole('main')).toContainText('completed a task');
});

test('the queue counts similar incidents where asked to, and says why', async ({ open, api }) => {
  const group = newTarget('alike').id;
  await api.ingest('OfficeActivity', [forwardingRule(newTarget(group)), forwardingRule(newTarget(group))]);
  const page = await open('analyst');
  const queue = new QueuePage(page);
  await queue.open(`?q=${group}&columns=similar,severity`);
  await expect(queue.links).toHaveCount(2);
  await queue.table
    .getByRole('button', { name: /similar to #/ })
    .first()
    .click();
  const why = page.getByRole('dialog', { name: /^Similar to #/ });
  await expect(why.getByRole('listitem').first()).toContainText('of 100');
  await expect(why).toContainText('+');
  await why.getByRole('link', { name: /^All that are similar/ }).click();
  await expect(page).toHaveURL(/\/similar$/);
});
