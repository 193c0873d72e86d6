import { IncidentPage } from './pages/incident';
import { PEOPLE } from './support/portal';
import { expect, test } from './support/test';

/** Holds what a page asks for until it is let go. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test('what happens between the writing of a page and its live stream is not lost', async ({ open, api }) => {
  const { incident } = await api.attack();
  const [noor, ivo] = [await open('analyst'), await open('identityAdmin')];
  const [first, second] = [new IncidentPage(noor), new IncidentPage(ivo)];
  const stream = gate();
  await ivo.route('**/api/events*', async (route) => {
    await stream.opened;
    await route.continue();
  });
  await second.open(incident.incidentNumber);
  await first.open(incident.incidentNumber);
  await first.choose(first.assignee, PEOPLE.analyst.name);
  await expect(second.assignee.locator('option:checked')).toHaveText('Nobody');
  stream.open();
  await expect(second.assignee.locator('option:checked')).toHaveText(PEOPLE.analyst.name);
});

test('a second tab asks the first for what happened while it was opened', async ({ open, api }) => {
  const { incident } = await api.attack();
  const [noor, ivo] = [await open('analyst'), await open('identityAdmin')];
  const other = await ivo.context().newPage();
  const [first, second] = [new IncidentPage(noor), new IncidentPage(other)];
  await new IncidentPage(ivo).openLive(incident.incidentNumber);
  await first.open(incident.incidentNumber);
  // The second tab has its document, but none of its scripts yet.
  const scripts = gate();
  await other.route('**/_next/static/chunks/**', async (route) => {
    await scripts.opened;
    await route.continue();
  });
  await other.goto(`/incidents/${incident.incidentNumber}`, { waitUntil: 'domcontentloaded' });
  await first.choose(first.assignee, PEOPLE.analyst.name);
  await expect(new IncidentPage(ivo).assignee.locator('option:checked')).toHaveText(PEOPLE.analyst.name);
  scripts.open();
  await expect(second.assignee.locator('option:checked')).toHaveText(PEOPLE.analyst.name);
});

test('what happens while a page is on its way to the one who goes there is not lost', async ({
  open,
  api,
}) => {
  const { incident } = await api.attack();
  const [noor, ivo] = [await open('analyst'), await open('identityAdmin')];
  const [first, second] = [new IncidentPage(noor), new IncidentPage(ivo)];
  await first.open(incident.incidentNumber);
  await second.openLive(incident.incidentNumber, '/activity');
  const [written, arrives] = [gate(), gate()];
  await ivo.route(
    (url) => url.pathname === `/incidents/${incident.incidentNumber}/alerts`,
    async (route) => {
      const response = await route.fetch();
      written.open();
      await arrives.opened;
      await route.fulfill({ response });
    },
  );
  await second.tab('Alerts');
  await written.opened;
  await first.choose(first.status, 'In progress');
  arrives.open();
  await expect(ivo).toHaveURL(/\/alerts/);
  await expect(second.status).toHaveValue('inProgress');
  await ivo.unrouteAll({ behavior: 'ignoreErrors' });
});
