import { UserPage } from './pages/user';
import { PEOPLE } from './support/portal';
import { expect, test } from './support/test';

interface RiskyUser {
  readonly riskLevel: string;
  readonly riskState: string;
  readonly riskDetail: string;
}

test('an identity admin confirms a user compromised: the preview tells all that happens', async ({
  open,
  api,
}) => {
  const { target, incident } = await api.attack({ mild: true });
  const page = await open('identityAdmin');
  const user = new UserPage(page);
  await user.openFromList(target.upn);
  await user.expectRisk('Medium', 'At risk', 'None');
  const before = await user.detections.getByRole('row').count();

  await user.ask('Confirm user compromised');
  await user.expectPreview('User', [
    [/User risk/, 'Level', 'Medium', 'High'],
    [/User risk/, 'State', 'At risk', 'Confirmed compromised'],
    [/User risk/, 'Detail', 'None', 'Admin confirmed the user compromised'],
  ]);
  await user.expectPreview('Risk detections', [[/\(new\)/, 'Detection', '–', /High, Confirmed compromised/]]);
  const subject = new RegExp(`Incident #${incident.incidentNumber}$`);
  await user.expectPreview('Incidents', [
    [subject, 'Alerts', '1', /^2 \(\+ /],
    [subject, 'Severity', 'Medium', 'High'],
  ]);
  await expect(user.dialog).toContainText('What it does not do');
  await expect(user.dialog.getByRole('listitem').filter({ hasText: /block/i }).first()).toBeVisible();
  await expect(user.dialog).toContainText(PEOPLE.identityAdmin.name);
  await user.dialog.getByLabel('Leave a task').selectOption({ label: 'Task: suspend the account' });
  await user.dialog.getByLabel('Reason').fill('Seen on the phishing page.');
  await user.confirm('Confirm user compromised');

  await user.expectRisk('High', 'Confirmed compromised', 'Admin confirmed the user compromised');
  await expect(user.detections.getByRole('row')).toHaveCount(before + 1);
  const entry = user.history.getByRole('row').nth(1);
  await expect(entry).toContainText(PEOPLE.identityAdmin.name);
  await expect(entry).toContainText('Admin confirmed the user compromised');

  await page.goto(`/incidents/${incident.incidentNumber}/alerts`);
  await expect(page.getByText(/a person confirmed that .* is compromised/)).toBeVisible();
  await expect(page.getByText('High').first()).toBeVisible();
  const { value } = await api.graph<{ value: RiskyUser[] }>(
    `identityProtection/riskyUsers?$filter=userPrincipalName eq '${target.upn}'`,
  );
  expect(value).toMatchObject([
    {
      riskLevel: 'high',
      riskState: 'confirmedCompromised',
      riskDetail: 'adminConfirmedUserCompromised',
    },
  ]);
});

test('dismissing closes the detections, and says that it cannot be undone', async ({ open, api }) => {
  const { target } = await api.attack({ mild: true });
  const page = await open('identityAdmin');
  const user = new UserPage(page);
  await user.openFromList(target.upn);
  await user.ask('Dismiss risk');
  await user.expectPreview('User', [
    [/User risk/, 'Level', 'Medium', 'None'],
    [/User risk/, 'State', 'At risk', 'Dismissed'],
  ]);
  await expect(user.dialog).toContainText(/cannot be undone/i);
  await user.confirm('Dismiss user risk');
  await user.expectRisk('None', 'Dismissed', 'Admin dismissed all risk for the user');
  const states = user.detections.getByRole('row').filter({ hasText: 'Dismissed' });
  await expect(states).toHaveCount((await user.detections.getByRole('row').count()) - 1);
  await page.goto('/users');
  await expect(page.getByRole('link', { name: target.name })).toHaveCount(0);
});

test('remediated elsewhere takes one step, and the preview says what it leaves alone', async ({
  open,
  api,
}) => {
  const { target } = await api.attack({ mild: true });
  const page = await open('identityAdmin');
  const user = new UserPage(page);
  await user.openFromList(target.upn);
  await user.ask('Remediated elsewhere');
  await user.expectPreview('User', [[/User risk/, 'State', 'At risk', 'Dismissed']]);
  await expect(user.dialog).toContainText('Changes no password and ends no session');
  await expect(user.dialog).toContainText('taken out of what detectors learnt');
  await user.dialog.getByLabel('Reason').fill('Reset in the human resources system.');
  await user.confirm('Record as remediated elsewhere');
  await user.expectRisk('None', 'Dismissed', 'Admin dismissed all risk for the user');
});

test('confirming safe clears the user, and a second time is refused in words', async ({ open, api }) => {
  const { target } = await api.attack({ mild: true });
  const page = await open('admin');
  const user = new UserPage(page);
  await user.openFromList(target.upn);
  await user.ask('Confirm user safe');
  await user.expectPreview('User', [[/User risk/, 'State', 'At risk', 'Confirmed safe']]);
  await user.confirm('Confirm user safe');
  await user.expectRisk('None', 'Confirmed safe', 'Admin confirmed the account safe');
  await page.getByRole('button', { name: 'Confirm user safe …' }).click();
  await expect(user.dialog.getByRole('button', { name: 'Confirm user safe', exact: true })).toBeDisabled();
});

test('a preview that was overtaken is refused, and nothing happens', async ({ open, api, problems }) => {
  problems.expect(/status of 409/);
  const { target } = await api.attack({ mild: true });
  const page = await open('identityAdmin');
  const user = new UserPage(page);
  await user.openFromList(target.upn);
  await user.ask('Confirm user safe');
  const overtaken = await api.http.post('/api/graph/v1.0/identityProtection/riskyUsers/dismiss', {
    data: { userIds: [target.objectId] },
  });
  expect(overtaken.status()).toBe(204);
  await user.dialog.getByRole('button', { name: 'Confirm user safe', exact: true }).click();
  await expect(user.dialog.getByRole('alert').or(user.dialog.getByRole('status')).first()).toBeVisible();
  await user.dialog.getByRole('button', { name: 'Cancel' }).click();
  await user.expectRisk('None', 'Dismissed', 'Admin dismissed all risk for the user');
});

test('the user page has sign-ins, timeline, incidents and activity', async ({ open, api }) => {
  const { target, incident } = await api.attack();
  const page = await open('analyst');
  await new UserPage(page).openFromList(target.upn);
  const tabs = page.getByRole('navigation', { name: 'User' });
  await tabs.getByRole('link', { name: 'Incidents and alerts' }).click();
  await expect(
    page.getByRole('link', { name: new RegExp(`#${incident.incidentNumber}`) }).first(),
  ).toBeVisible();
  await tabs.getByRole('link', { name: 'Sign-ins' }).click();
  await expect(page.getByText(target.attackerIp).first()).toBeVisible();
  await tabs.getByRole('link', { name: 'Timeline' }).click();
  await expect(page.getByText('OfficeActivity').first()).toBeVisible();
  await expect(page.getByText('DeviceProcessEvents').first()).toBeVisible();
  await tabs.getByRole('link', { name: 'Activity' }).click();
  await expect(page).toHaveURL(/\/activity$/);
  await expect(page.getByRole('button', { name: 'Confirm user compromised …' })).toHaveCount(0);
});
