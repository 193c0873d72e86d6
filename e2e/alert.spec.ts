import { randomUUID } from 'node:crypto';
import { AlertPage } from './pages/alert';
import { SettingsPage } from './pages/settings';
import type { Api } from './support/api';
import { PEOPLE } from './support/portal';
import {
  anonymousSignIn,
  forwardingRule,
  memoryDump,
  newTarget,
  plainSignIn,
  type Row,
  type Target,
} from './support/rows';
import { expect, test } from './support/test';

const MINUTE = 60_000;
const ago = (minutes: number): Date => new Date(Date.now() - minutes * MINUTE);

/** Starts of processes on the person's machine: `by` started `name`. */
const started = (target: Target, at: Date, name: string, pid: number, by: string, byPid: number): Row => ({
  ...memoryDump(target, at),
  FileName: name,
  FolderPath: `C:\\Windows\\System32\\${name}`,
  ProcessCommandLine: name,
  ProcessId: pid,
  InitiatingProcessFileName: by,
  InitiatingProcessId: byPid,
  ReportId: Math.floor(at.getTime() / 1000) + pid,
});

async function alertOf(api: Api, target: Target, title: RegExp): Promise<string> {
  const { value } = await api.graph<{ value: { id: string; title: string; evidence: unknown }[] }>(
    'security/alerts_v2?$top=1000',
  );
  const found = value.find(
    (alert) => title.test(alert.title) && JSON.stringify(alert.evidence).includes(target.id),
  );
  expect(found, `alert ${title} of ${target.id}`).toBeDefined();
  return found?.id ?? '';
}

async function dump(api: Api, target: Target): Promise<string> {
  await api.ingest('DeviceProcessEvents', [
    started(target, ago(300), 'explorer.exe', 100, 'userinit.exe', 90),
    started(target, ago(9), 'winword.exe', 200, 'explorer.exe', 100),
    started(target, ago(8), 'powershell.exe', 300, 'winword.exe', 200),
    {
      ...memoryDump(target, ago(7)),
      ProcessId: 400,
      InitiatingProcessFileName: 'powershell.exe',
      InitiatingProcessId: 300,
    },
    started(target, ago(6), 'conhost.exe', 500, 'rundll32.exe', 400),
  ]);
  return alertOf(api, target, /comsvcs/);
}

test('an endpoint alert shows its process tree, from parents long before to what it started', async ({
  open,
  api,
}) => {
  const target = newTarget('tree');
  const page = await open('analyst');
  const alert = new AlertPage(page);
  await alert.open(await dump(api, target));
  const tree = alert.chain('Process tree');
  await expect(tree).toContainText(/userinit.*explorer.*winword.*powershell.*rundll32.*conhost/s);
  // userinit begins a session: nobody asks who started it.
  await expect(page.getByText('Parent not seen')).toBeHidden();
  await expect(tree.getByText('start not seen')).toHaveCount(1);
  await expect(tree.getByText('This alert')).toHaveCount(1);
  const dumped = tree.getByText('MiniDump 756').first();
  await dumped.click();
  await expect(tree.getByText('C:\\Windows\\System32\\rundll32.exe').first()).toBeVisible();
  await expect(
    page.getByRole('link', { name: /T1003\.001 OS Credential Dumping: LSASS Memory/ }),
  ).toHaveAttribute('href', 'https://attack.mitre.org/techniques/T1003/001/');
});

test('a mail alert leads from the message over the click to a sign-in from elsewhere', async ({
  open,
  api,
}) => {
  const target = newTarget('mail');
  const id = randomUUID();
  const url = `https://bad.example/${target.id}`;
  await api.ingest('EmailEvents', [
    {
      Timestamp: ago(60).toISOString(),
      NetworkMessageId: id,
      RecipientEmailAddress: target.upn,
      SenderFromAddress: 'billing@bad.example',
      Subject: `Invoice for ${target.id}`,
      EmailDirection: 'Inbound',
      DeliveryAction: 'Delivered',
      ThreatTypes: 'Phish',
      ReportId: `mail-${target.id}`,
    },
  ]);
  await api.ingest('EmailUrlInfo', [
    { Timestamp: ago(60).toISOString(), NetworkMessageId: id, Url: url, ReportId: `url-${target.id}` },
  ]);
  await api.ingest('SigninLogs', [plainSignIn(target, ago(20))]);
  await api.ingest('UrlClickEvents', [
    {
      Timestamp: ago(30).toISOString(),
      NetworkMessageId: id,
      Url: url,
      AccountUpn: target.upn,
      ActionType: 'ClickAllowed',
      IPAddress: '192.0.2.77',
      ThreatTypes: 'Phish',
      Workload: 'Email',
      ReportId: `click-${target.id}`,
    },
  ]);
  const page = await open('analyst');
  const alert = new AlertPage(page);
  await alert.open(await alertOf(api, target, /phish|link|url/i));
  const messages = alert.chain('Messages');
  await expect(messages).toContainText(`Invoice for ${target.id}`);
  await expect(messages).toContainText('billing@bad.example');
  await expect(messages).toContainText('Clicked');
  await expect(messages.getByRole('listitem').filter({ hasText: 'Signed in' }).last()).toContainText(
    'another address than the click',
  );
});

test('a cloud alert shows the session that it happened in, its sign-in first', async ({ open, api }) => {
  const target = newTarget('session');
  await api.ingest('SigninLogs', [anonymousSignIn(target, ago(10))]);
  await api.ingest('OfficeActivity', [forwardingRule(target, ago(5))]);
  const page = await open('analyst');
  const alert = new AlertPage(page);
  await alert.open(await alertOf(api, target, /forward/i));
  const session = alert.chain('Sessions').getByRole('listitem').first();
  await expect(session).toContainText(target.attackerIp);
  await expect(session).toContainText(/Signed in.*New-InboxRule/s);
  await expect(session.getByText('sign-in not seen')).toHaveCount(0);
  await alert.tab('Entities');
  const entities = page.getByRole('table', { name: 'Entities of the alert' });
  await expect(entities.getByRole('row').filter({ hasText: target.name })).toContainText('Compromised');
});

test('keys alone: assigned, closed as false positive with the narrowest exclusion, which holds', async ({
  open,
  api,
}) => {
  test.slow();
  const target = newTarget('quiet');
  const [first, second] = [await dump(api, target), newTarget('loud')];
  const page = await open('analyst');
  const alert = new AlertPage(page);
  await alert.open(first);
  await page.keyboard.press('m');
  await expect(alert.assignee.locator('option:checked')).toHaveText(PEOPLE.analyst.name);

  await page.keyboard.press('r');
  await alert.dialog.getByLabel('Classification').selectOption({ label: 'False positive' });
  await expect(alert.exclusion).toContainText('would have removed 1 alert');
  await expect(alert.exclusion).toContainText('No true positive would have been lost');
  await expect(alert.condition(/Command line.*MiniDump/)).toBeChecked();
  await expect(alert.condition(new RegExp(`Device.*${target.host}`))).toBeChecked();
  const save = alert.dialog.getByRole('button', { name: /^Resolve alert/ });
  await alert.exclusion.getByRole('checkbox', { name: 'Keep quiet about this from now on' }).check();
  await expect(save).toBeDisabled();
  await alert.exclusion.getByLabel('Reason').fill(`Support tool of ${target.id}`);
  await save.click();
  await expect(alert.dialog).toBeHidden();
  await expect(alert.status).toHaveValue('resolved');
  await alert.tab('Activity');
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText(
    'excluded what this alert is about',
  );

  // The same again is quiet and counted, the same elsewhere is not.
  await api.ingest('DeviceProcessEvents', [{ ...memoryDump(target, ago(1)), ReportId: 1 }]);
  await api.ingest('DeviceProcessEvents', [memoryDump(second, ago(1))]);
  await alertOf(api, second, /comsvcs/);
  const { value } = await api.graph<{ value: { title: string; evidence: unknown }[] }>(
    'security/alerts_v2?$top=1000',
  );
  const own = value.filter(
    ({ title, evidence }) => /comsvcs/.test(title) && JSON.stringify(evidence).includes(target.host),
  );
  expect(own).toHaveLength(1);

  const settings = new SettingsPage(page);
  await settings.openTab('detection', 'Detection');
  const row = settings.row('Exclusions', target.id);
  await expect(row).toContainText('MiniDump 756');
  await expect(row.getByRole('cell').nth(3)).toContainText(/^1last/);
  await settings.confirm(row, 'Remove');
  await expect(settings.row('Exclusions', target.id)).toHaveCount(0);
});

test('a wider exclusion shows the true positive that it would lose before it is saved', async ({
  open,
  api,
}) => {
  const [one, other] = [newTarget('wide'), newTarget('wide')];
  // One address made both rules; only the account tells them apart.
  const shared = { ...other, attackerIp: one.attackerIp };
  await api.ingest('OfficeActivity', [forwardingRule(one, ago(4)), forwardingRule(shared, ago(3))]);
  const page = await open('analyst');
  const alert = new AlertPage(page);
  await alert.open(await alertOf(api, other, /forward/i));
  await page.keyboard.press('c');
  await alert.dialog.getByLabel('Classification').selectOption({ label: 'True positive' });
  await expect(alert.exclusion).toHaveCount(0);
  await alert.dialog.getByRole('button', { name: 'Classify alert' }).click();
  await expect(alert.dialog).toBeHidden();

  await alert.open(await alertOf(api, one, /forward/i));
  await page.keyboard.press('c');
  await alert.dialog.getByLabel('Classification').selectOption({ label: 'False positive' });
  await expect(alert.exclusion).toContainText('would have removed 1 alert');
  await alert.exclusion.getByRole('checkbox', { name: 'Keep quiet about this from now on' }).check();
  const address = alert.condition(/IP address/);
  for (const box of await alert.exclusion.getByRole('group').getByRole('checkbox').all()) {
    if (
      (await box.isChecked()) &&
      !(await box.evaluate((node, ip) => node.parentElement?.textContent?.includes(ip), one.attackerIp))
    )
      await box.uncheck();
  }
  await expect(address).toBeDisabled();
  await expect(alert.exclusion).toContainText('would have removed 2 alerts');
  await expect(alert.exclusion).toContainText('1 true positive would have been lost');
  await page.keyboard.press('Escape');
  await expect(alert.dialog).toBeHidden();
});

test('[ and ] walk the alert queue that it was opened from', async ({ open, api }) => {
  const target = newTarget('walk');
  await api.ingest('OfficeActivity', [forwardingRule(target, ago(4))]);
  await api.ingest('DeviceProcessEvents', [memoryDump(target, ago(3))]);
  const page = await open('analyst');
  await page.goto(`/alerts?q=${target.id}`);
  const links = page.getByRole('table', { name: 'Alerts' }).locator('a[data-row-link]');
  await expect(links).toHaveCount(2);
  const titles = await links.allTextContents();
  await links.first().click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(titles[0] ?? '');
  await expect(page.getByRole('link', { name: 'Next alert in the queue (])' })).toBeVisible();
  await new AlertPage(page).ready();
  await page.keyboard.press(']');
  await expect(heading).toHaveText(titles[1] ?? '');
  await expect(page.getByRole('link', { name: 'Previous alert in the queue ([)' })).toBeVisible();
  await page.keyboard.press('[');
  await expect(heading).toHaveText(titles[0] ?? '');
  await page.getByRole('navigation', { name: 'Queue' }).getByRole('link', { name: 'Alerts' }).click();
  await expect(page).toHaveURL(new RegExp(`q=${target.id}`));
});

test('a manager reads all of it and is offered nothing', async ({ open, api }) => {
  const target = newTarget('seen');
  const id = await dump(api, target);
  const page = await open('manager');
  const alert = new AlertPage(page);
  await alert.open(id);
  await expect(alert.chain('Process tree')).toBeVisible();
  for (const tab of ['Entities', 'Links', 'Activity'] as const) {
    await alert.tab(tab);
    await expect(page.getByRole('main').getByRole('combobox')).toHaveCount(0);
  }
  for (const key of ['m', 'c', 'r']) await page.keyboard.press(key);
  await expect(alert.dialog).toHaveCount(0);
  const preview = await page.request.get(`/api/alerts/${encodeURIComponent(id)}/exclusion`);
  expect(preview.status()).toBe(403);
});

test('a detection below its service level is shown as a signal, without anything to do', async ({
  open,
  api,
}) => {
  const target = newTarget('signal');
  await api.ingest('SigninLogs', [anonymousSignIn(target, ago(3))]);
  const page = await open('analyst');
  await page.goto(`/users?q=${target.upn}`);
  await page.getByRole('table', { name: 'Risky users' }).getByRole('link').click();
  await page.getByRole('table', { name: 'Risk detections' }).locator('a[data-row-link]').first().click();
  await expect(page.getByRole('main').getByText('Kept as a signal').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Alert service levels' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Resolve/ })).toHaveCount(0);
});

test('alerts are picked by keys and worked on together; what arrives meanwhile waits', async ({
  open,
  api,
}) => {
  const target = newTarget('bulk');
  await api.ingest('OfficeActivity', [forwardingRule(target, ago(4))]);
  await api.ingest('DeviceProcessEvents', [memoryDump(target, ago(3))]);
  const page = await open('analyst');
  await page.goto(`/alerts?q=${target.id}`);
  await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  const table = page.getByRole('table', { name: 'Alerts' });
  const links = table.locator('a[data-row-link]');
  await expect(links).toHaveCount(2);
  const before = await links.allTextContents();
  await links.first().focus();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(table.locator('tbody').getByRole('checkbox', { checked: true })).toHaveCount(2);
  const bar = page.getByRole('region', { name: 'Selection' });
  await expect(bar).toContainText('2');

  await api.ingest('DeviceProcessEvents', [
    {
      ...memoryDump(target, ago(1)),
      ProcessCommandLine: 'vssadmin.exe delete shadows /all /quiet',
      FileName: 'vssadmin.exe',
      FolderPath: 'C:\\Windows\\System32\\vssadmin.exe',
      ReportId: 77,
    },
  ]);
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible();
  expect(await links.allTextContents()).toEqual(before);

  await page.keyboard.press('m');
  await expect(bar).toHaveCount(0);
  const owners = async () => {
    const { value } = await api.graph<{ value: { assignedTo: string | null; evidence: unknown }[] }>(
      'security/alerts_v2?$top=1000',
    );
    return value.filter(
      ({ assignedTo, evidence }) => assignedTo !== null && JSON.stringify(evidence).includes(target.id),
    ).length;
  };
  await expect.poll(owners).toBe(2);
  await page.getByRole('button', { name: '1 new' }).click();
  await expect(links).toHaveCount(before.length + 1);
});
