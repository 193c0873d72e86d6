import type { Page } from '@playwright/test';
import { IncidentPage } from './pages/incident';
import { expect, test } from './support/test';

const timeline = (page: Page) => page.locator('[data-alert]');
const alertNodes = (page: Page) => page.locator('.react-flow__node').filter({ hasText: ', alert, ' });
const chain = (page: Page) => page.getByRole('list', { name: 'Progress along ATT&CK tactics' });

test('the story is narrowed by tactic and by entity, in its address', async ({ open, api }) => {
  const { target, incident } = await api.attack();
  const page = await open('analyst');
  await new IncidentPage(page).open(incident.incidentNumber);
  await expect(timeline(page)).toHaveCount(2);
  const tactics = chain(page).getByRole('button');
  await expect(tactics).toHaveCount(2);
  await tactics.first().click();
  await expect(timeline(page)).toHaveCount(1);
  await expect(page).toHaveURL(/[?&]tactic=/);
  await page.reload();
  await expect(tactics.first()).toHaveAttribute('aria-pressed', 'true');
  await expect(timeline(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(timeline(page)).toHaveCount(2);

  const entity = page.getByLabel('Entity of the story');
  await entity.selectOption({ label: `${target.host} (1)` });
  await expect(timeline(page)).toHaveCount(1);
  await expect(timeline(page)).toContainText('comsvcs');
  await expect(page).toHaveURL(/[?&]entity=/);
});

test('the story is played and scrubbed by keyboard; what has not happened yet is not drawn', async ({
  open,
  api,
}) => {
  const { incident } = await api.attack();
  const page = await open('analyst');
  await new IncidentPage(page).open(incident.incidentNumber);
  await expect(alertNodes(page)).toHaveCount(2);
  const slider = page.getByRole('slider', { name: 'Time' });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(timeline(page)).toHaveCount(1);
  await expect(alertNodes(page)).toHaveCount(1);
  await expect(slider).toHaveAttribute('aria-valuetext', /^1 of 2, up to /);
  await expect(page).toHaveURL(/[?&]at=\d+/);
  await page.reload();
  await expect(alertNodes(page)).toHaveCount(1);
  await expect(timeline(page)).toHaveCount(1);
  await page.keyboard.press('.');
  await expect(timeline(page)).toHaveCount(2);
  await page.keyboard.press('.');
  await expect(slider).toHaveAttribute('aria-valuetext', 'all of it');
  await expect(page).not.toHaveURL(/[?&]at=/);
  await page.keyboard.press('p');
  await expect(timeline(page)).toHaveCount(1);
  await expect(timeline(page), 'it goes on by itself').toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Play the story (p)' })).toBeVisible();
});

test('what is chosen in the graph is in the address, and is shown in the timeline', async ({ open, api }) => {
  const { target, incident } = await api.attack();
  const page = await open('analyst');
  await new IncidentPage(page).open(incident.incidentNumber);
  await page
    .locator('.react-flow__node')
    .filter({ hasText: target.host })
    .filter({ hasText: 'Device' })
    .click();
  const detail = page.getByRole('region', { name: 'Chosen in the graph' });
  await expect(detail).toContainText(target.host);
  await expect(page).toHaveURL(/[?&]node=/);
  await page.reload();
  await expect(detail).toContainText(target.host);
  await detail.getByRole('button', { name: 'Only its alerts' }).click();
  await expect(timeline(page)).toHaveCount(1);
  await timeline(page).hover();
  await page.getByRole('button', { name: /^Show in the graph:/ }).click();
  await expect(detail).toContainText('comsvcs');
});
