/**
 * `npm run pictures -- URL PASSWORD`: takes the pictures of the user guide from a running demo portal, into docs/images.
 * PNG without a scale factor, so that a page of text stays small.
 */
import { mkdirSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import { ensureChromium } from './test/chromium';

const FOLDER = 'docs/images';
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

type Role = 'analyst' | 'identity' | 'manager' | 'admin';

interface Picture {
  readonly name: string;
  readonly role: Role;
  /** Goes there and returns when everything that the picture shows is there. */
  readonly show: (page: Page) => Promise<void>;
  readonly phone?: boolean;
}

async function signIn(page: Page, role: Role, password: string): Promise<void> {
  await page.goto('/signin');
  await page.getByLabel('E-mail').fill(`${role}@demo.throughline.example`);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/incidents');
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).first().waitFor();

const at = (path: string) => async (page: Page) => {
  await page.goto(path);
  await heading(page);
};

/** The incident that tells most: the one with the highest priority. */
async function openStory(page: Page): Promise<void> {
  await page.goto('/incidents?sort=priority');
  await page.locator('a[data-row-link]').first().click();
  await page.waitForURL(/\/incidents\/\d+/);
  await page.locator('.react-flow__node').first().waitFor();
}

const tab = (name: RegExp) => async (page: Page) => {
  await openStory(page);
  await page.getByRole('navigation', { name: 'Incident' }).getByRole('link', { name }).click();
  await page.waitForURL(/\/(alerts|entities|activity)/);
};

async function openWhy(page: Page): Promise<void> {
  await tab(/^Alerts/)(page);
  const reason = page.locator('details', { hasText: 'Linked to' }).first();
  await reason.locator('summary').click();
  await reason.scrollIntoViewIfNeeded();
}

async function openAlert(page: Page): Promise<void> {
  await tab(/^Alerts/)(page);
  await page.getByRole('main').locator('a[href^="/alerts/"]').first().click();
  await page.waitForURL(/\/alerts\/./);
  const row = page
    .locator('details')
    .filter({ has: page.locator('dl') })
    .first();
  await row.locator('summary').click();
}

async function openUser(page: Page): Promise<void> {
  await page.goto('/users');
  await page.getByRole('table', { name: 'Risky users' }).locator('a[data-row-link]').first().click();
  await page.waitForURL(/\/users\/./);
  await page.getByRole('table', { name: 'Risk detections' }).waitFor();
}

async function openConfirm(page: Page): Promise<void> {
  await openUser(page);
  await page.getByRole('button', { name: 'Confirm user compromised …' }).click();
  await page.getByRole('table', { name: 'User: before and after' }).waitFor();
}

async function openResolve(page: Page): Promise<void> {
  await openStory(page);
  await page.getByRole('button', { name: 'Resolve …' }).click();
  await page.getByRole('dialog').waitFor();
}

const PICTURES: readonly Picture[] = [
  { name: 'incidents', role: 'analyst', show: at('/incidents'), phone: true },
  { name: 'incident', role: 'analyst', show: openStory, phone: true },
  { name: 'incident-alerts', role: 'analyst', show: openWhy },
  { name: 'incident-entities', role: 'analyst', show: tab(/^Entities/) },
  { name: 'incident-activity', role: 'analyst', show: tab(/^Activity/) },
  { name: 'incident-resolve', role: 'analyst', show: openResolve },
  { name: 'alert', role: 'analyst', show: openAlert },
  { name: 'alerts', role: 'analyst', show: at('/alerts') },
  { name: 'risky-users', role: 'identity', show: at('/users') },
  { name: 'user', role: 'identity', show: openUser, phone: true },
  { name: 'confirm-compromised', role: 'identity', show: openConfirm },
  { name: 'incident-manager', role: 'manager', show: openStory },
  { name: 'data-health', role: 'admin', show: at('/settings/data-health') },
  { name: 'people', role: 'admin', show: at('/settings/people') },
  { name: 'tokens', role: 'admin', show: at('/settings/tokens') },
  { name: 'webhooks', role: 'admin', show: at('/settings/webhooks') },
  { name: 'audit', role: 'admin', show: at('/settings/audit') },
  { name: 'profile', role: 'admin', show: at('/settings/profile') },
];

async function take(page: Page, { name, show }: Picture, suffix: string): Promise<void> {
  await show(page);
  await page.mouse.move(0, 0);
  // Nothing more comes from the server, pictures and letters are there.
  await page.waitForLoadState('load');
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: `${FOLDER}/${name}-${suffix}.png`, animations: 'disabled' });
  console.log(`${name}-${suffix}`);
}

async function session(browser: Browser, base: string, role: Role, password: string) {
  const context = await browser.newContext({ baseURL: base, viewport: DESK, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await signIn(page, role, password);
  return { context, page };
}

async function main(base: string, password: string, wanted: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: ensureChromium(undefined), args });
  const pictures = PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const role of new Set(pictures.map((picture) => picture.role))) {
    const { context, page } = await session(browser, base, role, password);
    for (const theme of ['light', 'dark']) {
      await context.addCookies([{ name: 'tl-theme', value: theme, url: base }]);
      for (const picture of pictures.filter((one) => one.role === role)) {
        await take(page, picture, theme);
        if (!picture.phone || theme === 'dark') continue;
        await page.setViewportSize(PHONE);
        await take(page, picture, 'phone');
        await page.setViewportSize(DESK);
      }
    }
    await context.close();
  }
  await browser.close();
}

const [base, password, ...wanted] = process.argv.slice(2);
if (!base || !password) {
  console.error('usage: npm run pictures -- URL PASSWORD [NAME…]');
  process.exit(2);
}
await main(base, password, wanted);
