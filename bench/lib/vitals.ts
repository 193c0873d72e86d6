import type { Page } from '@playwright/test';

/** What the browser itself says of a page. */
export interface Vitals {
  /** Largest contentful paint, ms after the navigation. */
  readonly lcp: number;
  /** The longest event of each interaction until the next paint, ms; the browser tells of 16 ms and more. */
  readonly interactions: readonly number[];
  /** Tasks of more than 50 ms. */
  readonly longTasks: readonly number[];
}

interface Recorder {
  lcp: number;
  readonly interactions: Map<number, number>;
  readonly longTasks: number[];
}

interface EventTiming extends PerformanceEntry {
  readonly interactionId: number;
}

type Watched = typeof globalThis & { benchVitals?: Recorder };

/** Watches every document of the page from its first moment. */
export async function watchVitals(page: Page): Promise<void> {
  // The loader of the benchmarks wraps named functions in a helper that a page does not have.
  await page.addInitScript({ content: 'globalThis.__name ??= (value) => value;' });
  await page.addInitScript(() => {
    const found: Recorder = { lcp: 0, interactions: new Map(), longTasks: [] };
    (globalThis as Watched).benchVitals = found;
    const watch = (options: PerformanceObserverInit, note: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
        buffered: true,
        ...options,
      });
    watch({ type: 'largest-contentful-paint' }, (entry) => {
      found.lcp = entry.startTime;
    });
    watch({ type: 'longtask' }, (entry) => found.longTasks.push(entry.duration));
    // The threshold belongs to the entry type and is not among the options that TypeScript knows.
    watch({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit, (entry) => {
      const { interactionId } = entry as EventTiming;
      if (interactionId === 0) return;
      const longest = Math.max(found.interactions.get(interactionId) ?? 0, entry.duration);
      found.interactions.set(interactionId, longest);
    });
  });
}

/** What was recorded since the document was opened. @throws where nothing was: no figure is better than a zero */
export async function readVitals(page: Page): Promise<Vitals> {
  const vitals = await page.evaluate(() => {
    const found = (globalThis as Watched).benchVitals;
    return {
      lcp: found?.lcp ?? Number.NaN,
      interactions: [...(found?.interactions.values() ?? [])],
      longTasks: found?.longTasks ?? [],
    };
  });
  if (!(vitals.lcp > 0)) throw new Error(`${page.url()} told of no paint`);
  return vitals;
}

/** Forgets interactions and long tasks up to now. */
export const forgetVitals = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const found = (globalThis as Watched).benchVitals;
    found?.interactions.clear();
    found?.longTasks.splice(0);
  });
