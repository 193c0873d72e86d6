import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { Api } from './support/api';
import {
  connection,
  consent,
  deviceLogon,
  directoryEntry,
  hashOf,
  message,
  placedSignIn,
  processStart,
} from './support/entity-rows';
import { newTarget } from './support/rows';
import { expect, test } from './support/test';

const named = (type: string, name: string) => `/entities/${encodeURIComponent(`${type}:${name}`)}`;
const panel = (page: Page, title: string) =>
  page.locator('section', { has: page.getByRole('heading', { name: title, exact: true }) });

async function person(api: Api) {
  const target = newTarget('ent');
  await api.ingest('IdentityInfo', [directoryEntry(target)]);
  await api.ingest('SigninLogs', [
    placedSignIn(target, 'Gothenburg'),
    placedSignIn(target, 'Gothenburg'),
    placedSignIn(target, 'Umeå', true),
  ]);
  return target;
}

test('a user: where and when they sign in, with what, and their groups', async ({ open, api }) => {
  const target = await person(api);
  const page = await open('analyst');
  // Nobody knows the id: the name leads there.
  await page.goto(`/users/${encodeURIComponent(`account:${target.upn}`)}`);
  await expect(page).toHaveURL(/\/users\/[0-9a-f-]{36}$/);
  const tabs = page.getByRole('navigation', { name: 'User' });
  await tabs.getByRole('link', { name: 'Sign-ins' }).click();
  const places = page.getByRole('table', { name: 'Places' });
  await expect(places.getByRole('row', { name: /Gothenburg, SE/ })).toContainText('2');
  await expect(
    places
      .getByRole('row', { name: /Umeå, SE/ })
      .getByRole('cell')
      .nth(2),
  ).toContainText('1');
  const map = page.getByRole('figure', { name: 'Sign-ins on a map' });
  await expect(map.getByRole('link', { name: 'Umeå, SE: 1 sign-in, 1 failed' })).toBeVisible();
  const outline = await page.request.get('/api/world-map');
  expect(outline.headers()['content-type']).toBe('image/svg+xml');
  const hours = page.getByRole('table', { name: 'Sign-ins by hour and weekday' });
  await expect(hours.getByRole('cell', { name: /^3, 1 failed$/ })).toHaveCount(1);

  const rows = page.getByText('SigninLogs', { exact: true });
  await expect(rows).toHaveCount(3);
  await places.getByRole('link', { name: 'Umeå, SE' }).click();
  await page.waitForURL(/place=SE/);
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: /From Umeå, SE/ }).click();
  await expect(rows).toHaveCount(3);

  await tabs.getByRole('link', { name: 'Devices, apps, groups' }).click();
  await expect(panel(page, 'Devices')).toContainText(target.host);
  await expect(panel(page, 'Groups')).toContainText(`Group of ${target.id}`);
  const apps = page.getByRole('table', { name: 'Applications' });
  await expect(apps.getByRole('row', { name: new RegExp(`App ${target.id}`) })).toContainText('3');
  await apps.getByRole('link', { name: '3 events: show them' }).click();
  await expect(page).toHaveURL(/\/timeline\?q=/);
  await expect(rows).toHaveCount(3);
});

test('a timeline is narrowed by kind and text, and an empty one offers the way out', async ({
  open,
  api,
}) => {
  const { target } = await api.attack();
  const page = await open('analyst');
  await page.goto(`/users/${encodeURIComponent(`account:${target.upn}`)}`);
  await page.getByRole('navigation', { name: 'User' }).getByRole('link', { name: 'Timeline' }).click();
  await expect(page.getByText('OfficeActivity', { exact: true })).toBeVisible();
  await page.getByLabel('Kind of event').selectOption({ label: 'Devices' });
  await page.waitForURL(/kind=endpoint/);
  await expect(page.getByText('DeviceProcessEvents', { exact: true })).toBeVisible();
  await expect(page.getByText('OfficeActivity', { exact: true })).toHaveCount(0);
  const search = page.getByRole('searchbox', { name: 'Search these rows' });
  await search.fill('comsvcs');
  await search.press('Enter');
  await page.waitForURL(/q=comsvcs/);
  await expect(page.getByText('DeviceProcessEvents', { exact: true })).toHaveCount(1);
  await search.fill('nothing holds this');
  await search.press('Enter');
  await page.getByRole('link', { name: 'Clear the filters' }).click();
  await expect(page.getByText('OfficeActivity', { exact: true })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'No row matches these filters' })).toBeVisible();
});

test('a device, an address that no alert names, a hash: each leads to the next', async ({ open, api }) => {
  const target = newTarget('dev');
  const address = target.attackerIp;
  await api.ingest('DeviceLogonEvents', [deviceLogon(target)]);
  await api.ingest('DeviceNetworkEvents', [connection(target, address)]);
  await api.ingest('DeviceProcessEvents', [processStart(target)]);
  const page = await open('analyst');
  await page.goto(named('host', `${target.host}.target.example`));
  await expect(page).toHaveURL(/\/entities\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('table', { name: 'Who logged on' })).toContainText(`target\\${target.id}`);
  await expect(page.getByRole('table', { name: 'What ran' })).toContainText(`${target.id}.exe`);
  await page.getByRole('link', { name: 'Last 30 days' }).click();
  await page.waitForURL(/range=30d/);
  await page.getByRole('table', { name: 'What it talked to' }).getByRole('link', { name: address }).click();

  await expect(page.getByRole('heading', { level: 1 })).toContainText(address);
  await expect(page.getByText('Known from telemetry alone')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pin as hub' })).toHaveCount(0);
  const devices = page.getByRole('table', { name: 'Devices that talked to it' });
  await expect(devices).toContainText('curl.exe');
  await expect(panel(page, 'Mail sent from it')).toContainText('No mail came from it.');
  await page.goto(`${named('ip', address)}?panel=ipDevices`);
  await expect(devices).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Who signed in from it' })).toHaveCount(0);
  await page.getByRole('link', { name: 'All panels' }).click();
  await expect(page.getByRole('heading', { name: 'Who signed in from it' })).toBeVisible();

  await page.goto(named('fileHash', hashOf(target)));
  const holders = page.getByRole('table', { name: 'Devices that ran or held it' });
  await holders.getByRole('link', { name: new RegExp(target.host) }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(target.host);
});

test('a message: recipients, delivery, links, clicks, and what happened later; its domain', async ({
  open,
  api,
}) => {
  const target = newTarget('msg');
  const { id, rows } = message(target);
  for (const [table, sent] of Object.entries(rows)) await api.ingest(table, sent);
  const page = await open('analyst');
  await page.goto(named('mailMessage', id));
  await expect(panel(page, 'Message')).toContainText(`Offer for ${target.id}`);
  await expect(page.getByRole('table', { name: 'Recipients and delivery' })).toContainText('Delivered');
  await expect(page.getByRole('table', { name: 'Clicks' })).toContainText('Click allowed');
  await expect(page.getByRole('table', { name: 'After delivery' })).toContainText('Manual remediation');
  await expect(panel(page, 'Attachments')).toContainText('Nothing was attached');
  await page
    .getByRole('table', { name: 'URLs' })
    .getByRole('link', { name: new RegExp(`^www.${target.id}.example ?, Domain$`) })
    .click();
  await expect(page.getByRole('table', { name: 'Who visited' })).toContainText(target.upn);
  await expect(page.getByRole('table', { name: 'Messages that contain it' })).toContainText(id);
});

test('an application: who signs in to it, and the consent that it was given', async ({ open, api }) => {
  const target = newTarget('app');
  const appId = randomUUID();
  await api.ingest('SigninLogs', [{ ...placedSignIn(target, 'Gothenburg'), AppId: appId }]);
  await api.ingest('AuditLogs', [consent(target, appId)]);
  const page = await open('manager');
  await page.goto(named('oauthApplication', appId));
  await expect(page.getByRole('table', { name: 'Who signs in to it' })).toContainText(target.name);
  const changes = page.locator('section', {
    has: page.getByRole('heading', { name: 'Consents, credentials and other changes' }),
  });
  await expect(changes.getByText('AuditLogs')).toBeVisible();
  await expect(changes).toContainText('Consent to application');
});

test('a mailbox, and what has no page', async ({ open, api, problems }) => {
  problems.expect(/status of 404/);
  const target = newTarget('box');
  for (const [table, sent] of Object.entries(message(target).rows)) await api.ingest(table, sent);
  const page = await open('analyst');
  await page.goto(named('mailbox', target.upn));
  await expect(page.getByRole('table', { name: 'Who wrote to it' })).toContainText(
    `news@${target.id}.example`,
  );
  await page.goto(named('ip', 'not-an-address'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/no such/i);
});
