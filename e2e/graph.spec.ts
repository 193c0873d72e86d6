import { readFileSync } from 'node:fs';
import { GraphPage } from './pages/graph';
import { IncidentPage } from './pages/incident';
import { PEOPLE } from './support/portal';
import { newTarget, plainSignIn, type Target } from './support/rows';
import { expect, test } from './support/test';

/** Nine more sign-ins, each from an address of its own. */
const manySignIns = (target: Target) =>
  Array.from({ length: 9 }, (_, n) => ({
    ...plainSignIn(target, new Date(Date.now() - 200_000 - n * 1_000)),
    IPAddress: `198.51.100.${n + 1}`,
  }));

test('an analyst follows an attack from its incident: counts before the click, folds, and an address that brings it all back', async ({
  open,
  api,
}) => {
  const { target, incident } = await api.attack();
  await api.ingest('SigninLogs', manySignIns(target));
  const page = await open('analyst');
  await new IncidentPage(page).open(incident.incidentNumber);
  await page.getByRole('link', { name: 'Open in graph' }).click();
  const graph = new GraphPage(page);
  await expect(graph.heading).toContainText(`#${incident.incidentNumber}`);
  await expect(graph.nodes.filter({ hasText: 'Alert · ' })).toHaveCount(2);
  await expect(graph.node(target.host)).toBeVisible();

  await graph.choose(target.name);
  await expect(graph.kind('Alerts')).toHaveText(/2$/);
  await expect(graph.kind('Addresses of sign-ins')).toHaveText(/10$/);
  const place = () => graph.node(target.host).evaluate((node) => (node as HTMLElement).style.transform);
  const before = await place();
  await graph.expand('Addresses of sign-ins');
  await expect(graph.node('9 IP addresses')).toBeVisible();
  expect(await place()).toBe(before);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(graph.node('9 IP addresses')).toHaveCount(0);
  await page.getByRole('button', { name: 'Redo' }).click();

  await graph.choose('9 IP addresses');
  await graph.pane.getByLabel('Find among them').fill('100.7');
  await graph.pane.getByRole('button', { name: 'Take out 198.51.100.7' }).click();
  await expect(graph.node('8 IP addresses')).toBeVisible();
  await graph.choose('198.51.100.7');
  await expect(graph.pane.getByText('signed in from, ')).toBeVisible();
  await graph.pane.getByText('Rows').click();
  await expect(graph.pane.getByText('SigninLogs')).toBeVisible();
  await expect(graph.pane.getByText('OfficeHome')).toBeVisible();
  await expect(graph.kind('Accounts signed in from it')).toHaveText(/1$/);

  await expect(page).toHaveURL(/x=e,/);
  await page.reload();
  await expect(graph.node('9 IP addresses')).toBeVisible();
});

test('the way between two of them is told step by step', async ({ open, api }) => {
  const { target, incident, alerts } = await api.attack();
  const page = await open('analyst');
  const graph = new GraphPage(page);
  await graph.open(`incident:${incident.incidentNumber}`);
  await graph.choose(target.name);
  await page.keyboard.press('w');
  await page.keyboard.type(target.host);
  await graph.pane.getByRole('listitem').getByRole('button', { name: target.host, exact: true }).click();
  const way = graph.pane.getByRole('status').filter({ hasText: 'Way to' });
  await expect(way).toContainText('2 steps');
  const dump = alerts.find((alert) => alert.title.includes('comsvcs'));
  await expect(way.getByRole('button', { name: dump?.title ?? '' })).toBeVisible();
  const stranger = newTarget('lone');
  await api.ingest('SigninLogs', [plainSignIn(stranger)]);
  await graph.pane.getByRole('searchbox', { name: /^Way to/ }).fill(stranger.upn);
  await graph.pane.getByRole('listitem').getByRole('button').filter({ hasText: stranger.id }).click();
  await expect(graph.pane.getByText(/No stored alerts lead to/)).toBeVisible();
});

test('works by keyboard alone: walk, expand, pin, hide, note, find, undo', async ({ open, api }) => {
  const { target, incident } = await api.attack();
  const page = await open('analyst');
  const graph = new GraphPage(page);
  await graph.open(`incident:${incident.incidentNumber}`);
  await graph.picture.focus();
  await page.keyboard.press('ArrowRight');
  await expect(graph.pane.getByRole('heading', { level: 2 })).toContainText(`#${incident.incidentNumber}`);
  await page.keyboard.press('ArrowRight');
  await expect(graph.pane.getByText('Alert · new')).toBeVisible();
  await expect(graph.kind('Incidents')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(graph.pane.locator('[data-expand]').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(graph.pane.locator('[data-expand]').nth(1)).toBeFocused();
  await page.keyboard.press('p');
  await expect(graph.pane.getByRole('button', { name: 'Unpin' })).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.type('look at this first');
  await graph.pane.getByRole('button', { name: 'Keep the note' }).press('Enter');
  await expect(graph.nodes.getByLabel('Has a note')).toBeVisible();

  await page.keyboard.press('/');
  await page.keyboard.type(target.host);
  await page.keyboard.press('Enter');
  await expect(graph.pane.getByRole('heading', { level: 2 })).toHaveText(target.host);
  await graph.picture.focus();
  await page.keyboard.press('h');
  await expect(graph.node(target.host)).toHaveCount(0);
  await expect(page.getByText('1 hidden')).toBeVisible();
  await page.keyboard.press('z');
  await expect(graph.node(target.host)).toBeVisible();

  await page.keyboard.press('t');
  const link = graph.table.getByRole('button', { name: target.host, exact: true });
  await link.press('Enter');
  await expect(graph.pane.getByRole('heading', { level: 2 })).toHaveText(target.host);
  await expect(page).toHaveURL(/view=table/);
});

test('a graph is kept with its incident; who has an older version is told and overruns nobody', async ({
  open,
  api,
}) => {
  const { target, incident } = await api.attack();
  const [noor, ivo, mika] = [await open('analyst'), await open('identityAdmin'), await open('manager')];
  const mine = new GraphPage(noor);
  await mine.open(`incident:${incident.incidentNumber}`);
  await mine.choose(target.host);
  await mine.pane.getByRole('button', { name: 'Hide' }).click();
  await mine.save(`Story of ${target.id}`, true);
  await expect(mine.node(target.host)).toHaveCount(0);

  await new IncidentPage(ivo).open(incident.incidentNumber);
  await ivo.getByRole('link', { name: `Story of ${target.id}` }).click();
  const theirs = new GraphPage(ivo);
  await expect(theirs.heading).toHaveText(`Story of ${target.id}`);
  await expect(ivo.getByRole('button', { name: 'Saved', exact: true })).toBeDisabled();
  await ivo.getByRole('button', { name: 'Show hidden' }).click();
  await ivo.getByRole('button', { name: 'Save changes' }).click();
  await expect(ivo.getByRole('button', { name: 'Saved', exact: true })).toBeVisible();

  await expect(
    noor.getByText(`${PEOPLE.identityAdmin.name} saved this graph after you opened it`),
  ).toBeVisible();
  await noor.getByRole('button', { name: 'Tidy up around what is pinned' }).click();
  await noor.getByRole('button', { name: 'Save changes' }).click();
  await expect(noor.getByText(/Not saved: /)).toBeVisible();
  await noor.getByRole('button', { name: 'Open the new version' }).click();
  await expect(mine.node(target.host)).toBeVisible();

  await mika.goto(noor.url());
  await expect(new GraphPage(mika).heading).toHaveText(`Story of ${target.id}`);
  await expect(mika.getByRole('button', { name: /^Save/ })).toHaveCount(0);

  await noor.getByRole('button', { name: 'Delete …' }).click();
  await noor.getByRole('dialog').getByRole('button', { name: 'Delete the graph' }).click();
  await expect(noor).toHaveURL(new RegExp(`/incidents/${incident.incidentNumber}$`));
  await expect(noor.getByRole('link', { name: `Story of ${target.id}` })).toHaveCount(0);
  await expect(ivo.getByText('This graph was deleted')).toBeVisible();
});

test('a private graph is nobody else’s', async ({ open, api, problems }) => {
  const { target, incident } = await api.attack();
  const page = await open('analyst');
  const graph = new GraphPage(page);
  await graph.open(`incident:${incident.incidentNumber}`);
  await graph.save(`Private of ${target.id}`, false);
  problems.expect(/status of 404/);
  const other = await open('admin');
  await other.goto(page.url());
  await expect(other.getByText(/no such/i).first()).toBeVisible();
});

test('the picture leaves the portal as vectors and as pixels', async ({ open, api }) => {
  const { target, incident } = await api.attack();
  const page = await open('analyst');
  const graph = new GraphPage(page);
  await graph.open(`incident:${incident.incidentNumber}`);
  const download = async (item: string) => {
    await page.getByRole('button', { name: 'Picture' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).click(),
    ]);
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };
  const [light, dark] = [await download('SVG, light'), await download('SVG, dark')];
  expect(light.name).toMatch(/^[\w-]+\.svg$/);
  expect(light.bytes.toString()).toContain(target.host);
  expect(dark.bytes.toString()).not.toBe(light.bytes.toString());
  const png = await download('PNG, dark');
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(png.bytes.length).toBeGreaterThan(5_000);
});

test('the chosen time keeps its edges, fades the rest, and is in the address', async ({ open, api }) => {
  const { incident } = await api.attack();
  const page = await open('analyst');
  const graph = new GraphPage(page);
  await graph.open(`incident:${incident.incidentNumber}`);
  const all = await graph.counts().textContent();
  const from = page.getByRole('slider', { name: 'From' });
  await from.focus();
  await from.fill('590');
  await expect(graph.counts()).not.toHaveText(all ?? '');
  await expect(page).toHaveURL(/since=\d+/);
  await page.reload();
  await expect(graph.counts()).not.toHaveText(all ?? '');
  await page.getByRole('button', { name: 'All the time' }).click();
  await expect(graph.counts()).toHaveText(all ?? '');
});

test('begins at what a search finds, and on a phone with the table', async ({ open, api }) => {
  const { target } = await api.attack();
  const page = await open('analyst');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/graph');
  await page.getByRole('searchbox', { name: 'Incident or entity' }).fill(target.host);
  await page.getByRole('link', { name: `${target.host} Device` }).click();
  const graph = new GraphPage(page);
  await expect(graph.heading).toHaveText(target.host);
  await expect(graph.table).toBeVisible();
  await graph.table.getByRole('button', { name: target.host, exact: true }).click();
  await expect(graph.kind('Processes run')).toHaveText(/1$/);
  await graph.expand('Processes run');
  await expect(graph.table.getByRole('button', { name: 'rundll32.exe' }).first()).toBeVisible();
});
