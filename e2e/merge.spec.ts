import { IncidentPage } from './pages/incident';
import type { Api, Attack } from './support/api';
import { PEOPLE } from './support/portal';
import { sharedDump } from './support/rows';
import { expect, test } from './support/test';

interface Merge {
  /** The incident that went into the other. */
  readonly gone: Attack['incident'];
  readonly into: Attack['incident'];
}

/** What belongs to two attacks makes them one. */
async function merge(api: Api, one: Attack, other: Attack): Promise<Merge> {
  await api.ingest('DeviceProcessEvents', [sharedDump(one.target, other.target)]);
  const { incident: into } = await api.incidentOf(one.target);
  const gone = into.id === one.incident.id ? other.incident : one.incident;
  const told = await api.graph<{ status: string; redirectIncidentId: string | null }>(
    `security/incidents/${gone.id}`,
  );
  expect(told).toMatchObject({ status: 'redirected', redirectIncidentId: into.id });
  return { gone, into };
}

test('a merged incident’s address leads to the one it is part of, which says so', async ({ open, api }) => {
  const [one, other] = [await api.attack(), await api.attack({ mild: true })];
  const { gone, into } = await merge(api, one, other);
  const page = await open('analyst');
  await page.goto(`/incidents/${gone.incidentNumber}`);
  await expect(page).toHaveURL(`/incidents/${into.incidentNumber}?from=${gone.incidentNumber}`);
  const shown = new IncidentPage(page);
  await expect(shown.heading).toContainText(into.displayName);
  const notice = page.getByText(`Incident #${gone.incidentNumber} was merged into this one`);
  await expect(notice).toBeVisible();
  await shown.tab('Alerts');
  await expect(page).toHaveURL(`/incidents/${into.incidentNumber}/alerts`);
  await expect(notice).toBeHidden();

  // The tab and the way back to the queue are kept; so is an address by the Graph API's id.
  await page.goto(`/incidents/${gone.id}/evidence?queue=severity%3Dhigh`);
  await expect(page).toHaveURL(
    new RegExp(`/incidents/${into.incidentNumber}/evidence\\?.*queue=severity%3Dhigh`),
  );
  await expect(notice).toBeVisible();
  await expect(page.getByRole('link', { name: 'Queue', exact: true })).toHaveAttribute(
    'href',
    '/incidents?severity=high',
  );
  await page.goto(`/incidents/${into.incidentNumber}?from=999999`);
  await expect(shown.heading).toContainText(into.displayName);
  await expect(page.getByText('was merged into this one')).toHaveCount(0);
});

test('who looks at an incident while it is merged is led along; a comment being written is not lost', async ({
  open,
  api,
}) => {
  const [one, other] = [await api.attack(), await api.attack({ mild: true })];
  const [noor, ivo] = [await open('analyst'), await open('identityAdmin')];
  const [reader, writer] = [new IncidentPage(noor), new IncidentPage(ivo)];
  await reader.open(other.incident.incidentNumber);
  await writer.open(other.incident.incidentNumber, '/activity');
  for (const page of [noor, ivo]) await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  await ivo.getByLabel('Comment').fill('Half a sentence');
  const { gone, into } = await merge(api, one, other);
  await expect(noor).toHaveURL(`/incidents/${into.incidentNumber}?from=${gone.incidentNumber}`);

  await expect(ivo.getByText('Its alerts moved there')).toBeVisible();
  await expect(ivo).toHaveURL(`/incidents/${gone.incidentNumber}/activity`);
  await expect(ivo.getByLabel('Comment')).toHaveValue('Half a sentence');
  await ivo.getByRole('button', { name: 'Add comment' }).click();
  await expect(writer.activity.filter({ hasText: 'Half a sentence' })).toBeVisible();
  await reader.manage.getByRole('link', { name: `#${gone.incidentNumber}`, exact: true }).click();
  await expect(noor).toHaveURL(`/incidents/${gone.incidentNumber}/activity`);
  await expect(reader.activity.filter({ hasText: 'Half a sentence' })).toBeVisible();
});

test('an incident that was merged twice leads to the last one', async ({ open, api }) => {
  const [one, other, owned] = [await api.attack(), await api.attack({ mild: true }), await api.attack()];
  const first = await merge(api, one, other);
  const page = await open('analyst');
  const shown = new IncidentPage(page);
  await shown.open(owned.incident.incidentNumber);
  await shown.choose(shown.assignee, PEOPLE.analyst.name);
  const second = await merge(api, owned, one);
  expect(second.into.id, 'the one with an owner stays').toBe(owned.incident.id);
  await page.goto(`/incidents/${first.gone.incidentNumber}`);
  await expect(page).toHaveURL(
    `/incidents/${owned.incident.incidentNumber}?from=${first.gone.incidentNumber}`,
  );
  await expect(
    page.getByText(`Incident #${first.gone.incidentNumber} was merged into this one`),
  ).toBeVisible();
  for (const { incidentNumber } of [first.gone, second.gone]) {
    await expect(shown.manage.getByRole('link', { name: `#${incidentNumber}`, exact: true })).toBeVisible();
  }
});
