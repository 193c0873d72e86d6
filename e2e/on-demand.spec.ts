import { QueuePage } from './pages/queue';
import { expect, test } from './support/test';

test.describe('what a click opens is loaded when somebody reaches for it', () => {
  test('a menu opens with the first press of a key, takes the focus and gives it back', async ({ open }) => {
    const page = await open('analyst');
    await page.goto('/incidents');
    const trigger = page.getByRole('button', { name: /^Sort:/ });
    await expect(trigger).toHaveAttribute('aria-haspopup', 'menu');
    await expect(trigger).toHaveAttribute('aria-expanded', 'false');
    await trigger.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitemradio').first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitemradio').nth(1)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();
    await expect(trigger).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitemradio').first()).toBeFocused();
  });

  test('with a slow network the first click still opens the menu, the popover and the sheet', async ({
    open,
  }) => {
    const page = await open('analyst');
    // From here on every script waits: nothing was loaded while the page was idle.
    const late: (() => void)[] = [];
    let isHeld = false;
    await page.route('**/_next/static/chunks/**', async (route) => {
      if (isHeld) await new Promise<void>((resolve) => late.push(resolve));
      await route.continue();
    });
    await page.addInitScript(() => {
      Object.defineProperty(window, 'requestIdleCallback', { value: () => 0 });
    });
    await page.goto('/incidents');
    await expect(page.getByRole('button', { name: /^View:/ })).toBeVisible();
    await page.waitForLoadState('networkidle');
    isHeld = true;
    await page.getByRole('button', { name: /^Theme:/ }).click();
    await expect.poll(() => late.length, { message: 'the menu is asked for' }).toBeGreaterThan(0);
    await expect(page.getByRole('menu')).toBeHidden();
    isHeld = false;
    for (const go of late) go();
    await expect(page.getByRole('menuitemradio', { name: 'Dark' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^View:/ }).click();
    const views = page.getByRole('dialog', { name: 'Views' });
    await expect(views.getByRole('link', { name: 'Assigned to me' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: /^View:/ })).toBeFocused();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: /Keys/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  test('keys that are pressed while a dialog is still being loaded are for the dialog', async ({
    open,
    api,
  }) => {
    const { target } = await api.attack();
    const page = await open('analyst');
    const late: (() => void)[] = [];
    let isHeld = false;
    await page.route('**/_next/static/chunks/**', async (route) => {
      if (isHeld) await new Promise<void>((resolve) => late.push(resolve));
      await route.continue();
    });
    await page.addInitScript(() => {
      Object.defineProperty(window, 'requestIdleCallback', { value: () => 0 });
    });
    const queue = new QueuePage(page);
    await queue.open(`?q=${target.id}`);
    await page.waitForLoadState('networkidle');
    isHeld = true;
    await page.keyboard.press('j');
    await expect(queue.links.first()).toBeFocused();
    for (const key of ['r', 'f', '1', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => late.length, { message: 'the dialog is asked for' }).toBeGreaterThan(0);
    expect(page.url(), 'Enter did not open the row').toContain('?q=');
    isHeld = false;
    for (const go of late) go();
    await expect(queue.row(target.id)).toContainText('Resolved');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page).toHaveURL(/\/incidents\?q=/);
  });
});
