import { expect, test } from '@playwright/test';

test('probes answer without credentials, metrics do not', async ({ request }) => {
  expect(await (await request.get('/api/health/live')).json()).toEqual({ status: 'live' });
  const ready = await request.get('/api/health/ready');
  expect(ready.status()).toBe(200);
  expect(await ready.json()).toEqual({ status: 'ready', checks: { database: true, accepting: true } });
  expect((await request.get('/api/metrics')).status()).toBe(401);
  const forged = await request.get('/api/metrics', { headers: { authorization: 'Bearer forged' } });
  expect(forged.status()).toBe(401);
  expect(await forged.text()).not.toContain('process_');
});

test('a page asks a stranger to sign in', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/signin/);
  await expect(page.getByRole('button', { name: /sign in/i }).first()).toBeVisible();
});
