/**
 * `npm run pictures -- URL PASSWORD [NAME…]`: takes the pictures of the user guide from a running demo portal, into
 * docs/images. It changes nothing in the portal: what a picture shows beyond the demo (a dead letter, a token) has to be
 * there before. PNG without a scale factor, so that a page of text stays small.
 */
import { mkdirSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from '@playwright/test';
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
  /** Taken in the dark theme as well, or on a phone as well; in the light theme on a desk always. */
  readonly dark?: boolean;
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
  await page.waitForURL(/\/(alerts|evidence|activity)/);
};

async function openNode(page: Page): Promise<void> {
  await openStory(page);
  await page.locator('.react-flow__node').nth(3).click();
  await page.getByRole('button', { name: 'Close' }).waitFor();
}

async function openTimeline(page: Page): Promise<void> {
  await openStory(page);
  await toTop(page.getByRole('heading', { name: 'Timeline' }));
}

async function openWhy(page: Page): Promise<void> {
  await tab(/^Alerts/)(page);
  const reason = page.locator('details', { hasText: 'Linked to' }).nth(1);
  await reason.locator('summary').click();
}

async function openWhatIf(page: Page): Promise<void> {
  await tab(/^Evidence/)(page);
  await page
    .getByRole('link', { name: /^it did not count/ })
    .first()
    .click();
  await page.getByRole('heading', { name: /did not count$/ }).waitFor();
}

async function openAlert(page: Page): Promise<void> {
  await tab(/^Alerts/)(page);
  await page.getByRole('main').locator('a[href^="/alerts/"]').first().click();
  await page.waitForURL(/\/alerts\/./);
  await heading(page);
}

async function openRow(page: Page): Promise<void> {
  await openAlert(page);
  const row = page
    .locator('details')
    .filter({ has: page.locator('dl') })
    .first();
  await row.locator('summary').click();
  await toTop(page.getByRole('heading', { name: 'Telemetry' }));
}

async function openWhyNot(page: Page): Promise<void> {
  await openAlert(page);
  await page
    .getByRole('navigation', { name: 'Alert' })
    .getByRole('link', { name: /^Links/ })
    .click();
  await page.getByLabel('Number of an incident, or id of an alert').fill('1');
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.getByText(/^Not linked to/).waitFor();
  await toTop(page.getByRole('heading', { name: 'Why not linked to …?' }));
}

/** The risky user with most to tell: at high risk. */
async function openUser(page: Page): Promise<void> {
  await page.goto('/users?level=high');
  await page.getByRole('table', { name: 'Risky users' }).locator('a[data-row-link]').nth(1).click();
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

async function openDeadLetters(page: Page): Promise<void> {
  await at('/settings/data-health')(page);
  await toTop(page.getByRole('heading', { name: 'Demo company' }));
}

const dialog = (path: string, button: string) => async (page: Page) => {
  await at(path)(page);
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('dialog').waitFor();
};

/** Scrolls until it stands below the bar that stays at the top. */
async function toTop(target: Locator): Promise<void> {
  await target.evaluate((element) => {
    window.scrollBy(0, element.getBoundingClientRect().top - 80);
  });
}

const PICTURES: readonly Picture[] = [
  { name: 'incidents', role: 'analyst', show: at('/incidents?sort=priority'), dark: true, phone: true },
  { name: 'incident', role: 'analyst', show: openStory, dark: true, phone: true },
  { name: 'incident-node', role: 'analyst', show: openNode },
  { name: 'incident-timeline', role: 'analyst', show: openTimeline },
  { name: 'incident-why', role: 'analyst', show: openWhy },
  { name: 'incident-what-if', role: 'analyst', show: openWhatIf },
  { name: 'incident-activity', role: 'analyst', show: tab(/^Activity/) },
  { name: 'incident-resolve', role: 'analyst', show: openResolve },
  { name: 'alert', role: 'analyst', show: openAlert },
  { name: 'alert-row', role: 'analyst', show: openRow },
  { name: 'alert-why-not', role: 'analyst', show: openWhyNot },
  { name: 'risky-users', role: 'identity', show: at('/users') },
  { name: 'user', role: 'identity', show: openUser },
  { name: 'confirm-compromised', role: 'identity', show: openConfirm },
  { name: 'data-health', role: 'admin', show: at('/settings/data-health') },
  { name: 'dead-letters', role: 'admin', show: openDeadLetters },
  { name: 'detection', role: 'admin', show: at('/settings/detection') },
  { name: 'exclusion', role: 'admin', show: dialog('/settings/detection', 'Add exclusion') },
  { name: 'token', role: 'admin', show: dialog('/settings/tokens', 'Create token') },
  { name: 'people', role: 'admin', show: at('/settings/people') },
];

async function take(page: Page, { name, show }: Picture, suffix: string): Promise<void> {
  await show(page);
  await page.mouse.move(0, 0);
  // Nothing more comes from the server, pictures and letters are there.
  await page.waitForLoadState('load');
  await page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: `${FOLDER}/${name}${suffix}.png`, animations: 'disabled' });
  console.log(`${name}${suffix}`);
}

async function session(browser: Browser, base: string, role: Role, password: string) {
  const context = await browser.newContext({ baseURL: base, viewport: DESK, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await signIn(page, role, password);
  return { context, page };
}

const wear = (context: BrowserContext, base: string, theme: 'light' | 'dark') =>
  context.addCookies([{ name: 'tl-theme', value: theme, url: base }]);

async function main(base: string, password: string, wanted: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: ensureChromium(undefined), args });
  const pictures = PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const role of new Set(pictures.map((picture) => picture.role))) {
    const { context, page } = await session(browser, base, role, password);
    for (const picture of pictures.filter((one) => one.role === role)) {
      await take(page, picture, '');
      if (picture.phone) {
        await page.setViewportSize(PHONE);
        await take(page, picture, '-phone');
        await page.setViewportSize(DESK);
      }
      if (picture.dark) {
        await wear(context, base, 'dark');
        await take(page, picture, '-dark');
        await wear(context, base, 'light');
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
