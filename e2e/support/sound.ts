import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
/** What depends on colours, and so on the theme: the other rules read the same document twice. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
/** px; the widest first, the phone last. */
const WIDTHS = [2560, 1440, 1024, 390];

async function expectAccessible(axe: AxeBuilder, what: string): Promise<void> {
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}\n    ${node.failureSummary ?? ''}`),
  );
  expect(found, what).toEqual([]);
}

/**
 * What can be pressed but lies below something else, after it was scrolled into view. Left out: what only a screen
 * reader meets, what takes no pointer, nodes of a drawing (they are moved about), and what a dialog covers on purpose.
 */
function covered(): readonly string[] {
  const name = (element: Element | null): string =>
    element === null
      ? 'nothing'
      : `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`;
  const known = new WeakMap<Element, boolean>();
  const isHidden = (element: Element): boolean => {
    const cached = known.get(element);
    if (cached !== undefined) return cached;
    const { width, height } = element.getBoundingClientRect();
    const { overflowX, pointerEvents } = getComputedStyle(element);
    const hidden =
      ((width <= 1 || height <= 1) && overflowX !== 'visible') ||
      pointerEvents === 'none' ||
      (element.parentElement !== null && isHidden(element.parentElement));
    known.set(element, hidden);
    return hidden;
  };
  const centre = (element: Element): { x: number; y: number } | null => {
    // A link that wraps has a box for each of its lines.
    const box = element.getClientRects()[0];
    return box ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : null;
  };
  const isCovered = (element: Element): Element | null => {
    const at = centre(element);
    const hit = at && document.elementFromPoint(at.x, at.y);
    if (!hit || element.contains(hit)) return null;
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    return labels.some((label) => label.contains(hit)) ? null : hit;
  };
  const isInSight = (element: Element): boolean => {
    const at = centre(element);
    return at !== null && at.x >= 0 && at.y >= 0 && at.x < window.innerWidth && at.y < window.innerHeight;
  };
  const found: string[] = [];
  const within = [...document.querySelectorAll('[role=dialog], [role=menu]')].at(-1) ?? document.body;
  const pressable =
    'a[href], button, input, select, textarea, summary, [role=tab], [role=slider], [role=checkbox]';
  for (const element of within.querySelectorAll(pressable)) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (element.closest('.react-flow__viewport, [inert], [aria-hidden=true]') || isHidden(element)) continue;
    // What is in sight may lie below a bar that stays, or out of its frame: it counts once it was scrolled to.
    if (isInSight(element) && isCovered(element) === null) continue;
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const hit = isCovered(element);
    if (hit !== null) found.push(`${name(element)} below ${name(hit)}`);
  }
  window.scrollTo(0, 0);
  return found;
}

/** Two frames: charts and lists measure themselves in the first and draw in the second. */
const laidOut = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

/** At no width does the document scroll sideways, and nothing that can be pressed lies below something else. */
async function expectFits(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(laidOut);
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(over, { message: `sideways at ${width} px` }).toBeLessThanOrEqual(0);
    await expect.poll(() => page.evaluate(covered), { message: `overlap at ${width} px` }).toEqual([]);
  }
}

const wear = (page: Page, theme: 'light' | 'dark'): Promise<void> =>
  page.evaluate((value) => {
    document.documentElement.dataset.theme = value;
  }, theme);

/** It is there as a whole, neither theme has a violation, and it fits every width. */
export async function expectSound(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  await wear(page, 'light');
  await expectAccessible(new AxeBuilder({ page }).withTags(STANDARDS), 'light');
  await wear(page, 'dark');
  await expectAccessible(new AxeBuilder({ page }).withRules(COLOURS), 'dark');
  await expectFits(page);
}
