/**
 * `npm run pictures -- URL PASSWORD [NAME…]`: takes the pictures of docs from a running demo portal, every page in both
 * themes, into docs/images. It changes nothing in the portal: what a picture shows beyond the demo (a job, a saved graph,
 * a dead letter) has to be there before, and is left out with a word where it is not. WebP, so that all of them together
 * stay small.
 */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { PICTURES, type Picture, type Visitor } from './pictures/list';
import { ensureChromium } from './test/chromium';

const FOLDER = 'docs/images';
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const QUALITY = 78;
/** ms for the drawing of another theme. */
const REPAINT = 250;
/** ms until what a picture shows has to be there. */
const PATIENCE = 45_000;

async function signIn(page: Page, visitor: Visitor, password: string): Promise<void> {
  if (visitor === 'nobody') return;
  await page.goto('/signin');
  await page.getByLabel('E-mail').fill(`${visitor}@demo.throughline.example`);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/signin');
}

async function capture(page: Page, name: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  await devtools.detach();
  writeFileSync(path.join(FOLDER, `${name}.webp`), Buffer.from(data, 'base64'));
  console.log(name);
}

/** What is shown, in both themes: colours alone differ, so that nothing is gone to again. */
async function captureThemes(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await page.evaluate((value) => {
      document.documentElement.dataset.theme = value;
      // Colours glide: the picture shows where they arrive.
      document.body.getBoundingClientRect();
      for (const glide of document.getAnimations()) if (glide instanceof CSSTransition) glide.finish();
    }, theme);
    await page.waitForTimeout(REPAINT);
    await capture(page, theme === 'dark' ? `${name}-dark` : name);
  }
}

async function session(browser: Browser, base: string, visitor: Visitor, password: string) {
  const context = await browser.newContext({ baseURL: base, viewport: DESK, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await signIn(page, visitor, password);
  return { context, page };
}

async function take(page: Page, { name, show, phone }: Picture): Promise<void> {
  await show(page);
  await page.mouse.move(0, 0);
  await page.waitForLoadState('load');
  // What streams in beside the page is there, and so are its letters.
  await page
    .getByRole('status', { name: 'Loading' })
    .first()
    .waitFor({ state: 'detached' })
    .catch(() => console.log(`${name}: something is still loading`));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await captureThemes(page, name);
  if (!phone) return;
  await page.setViewportSize(PHONE);
  await show(page);
  await captureThemes(page, `${name}-phone`);
}

async function main(base: string, password: string, wanted: readonly string[]): Promise<boolean> {
  mkdirSync(FOLDER, { recursive: true });
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: ensureChromium(undefined), args });
  const pictures = PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const missing: string[] = [];
  for (const visitor of new Set(pictures.map((picture) => picture.visitor))) {
    const { context, page } = await session(browser, base, visitor, password);
    for (const picture of pictures.filter((one) => one.visitor === visitor)) {
      await take(page, picture).catch((error: unknown) => {
        missing.push(picture.name);
        console.error(`${picture.name}: left out. ${error instanceof Error ? error.message : error}`);
      });
      await page.setViewportSize(DESK);
    }
    await context.close();
  }
  await browser.close();
  const bytes = readdirSync(FOLDER).reduce((sum, name) => sum + statSync(path.join(FOLDER, name)).size, 0);
  console.log(`${FOLDER}: ${(bytes / 1e6).toFixed(1)} MB${missing.length ? `; left out: ${missing}` : ''}`);
  return missing.length === 0;
}

const [base, password, ...wanted] = process.argv.slice(2);
if (!base || !password) {
  console.error('usage: npm run pictures -- URL PASSWORD [NAME…]');
  process.exit(2);
}
process.exitCode = (await main(base, password, wanted)) ? 0 : 1;
