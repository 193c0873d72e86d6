import { fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from '@playwright/test';
import { env } from '@/lib/server/env';
import { pool } from '@/lib/server/pg';
import { launchChromium } from './lib/chromium';
import { forwardingRule, post } from './lib/forwarding';
import { prepareFile } from './lib/load';
import type { PacerJob } from './lib/pacer';
import { signIn } from './lib/person';
import { newGround, type Portal, startPortal } from './lib/portal';
import { Random } from './lib/random';
import { atMost, median, plain, quantile, type Report } from './lib/report';

/**
 * From the moment a row is sent until its incident's row is in the queue of an open browser: an inbox rule that forwards
 * outside, of another person each time; alone, and beside 1,000 sign-ins a second.
 */

const SAMPLES = 50;
const WARM = 3;
const LIMIT_MS = 30_000;
const BACKGROUND_PER_SECOND = 1_000;
const BODIES_PER_SECOND = 4;
const BACKGROUND_SECONDS = 150;

export async function benchVisible(): Promise<Report> {
  const ground = await newGround('visible');
  try {
    const portal = await startPortal(ground);
    const browser = await launchChromium();
    try {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      await prime(portal);
      const page = await openQueue(context, portal, await signIn(ground.tenantId));
      const alone = await sample(page, portal, 'alone');
      const background = startBackground(portal);
      await sleep(3_000);
      const loaded = await sample(page, portal, 'loaded');
      return report(alone, loaded, await background.stop());
    } finally {
      await browser.close();
      await portal.stop();
    }
  } finally {
    await ground.leave();
  }
}

/** One incident before the browser comes: a fresh portal's first rows pay for code that is compiled then. */
async function prime(portal: Portal): Promise<void> {
  await post(portal, [forwardingRule('prime', new Random(1))]);
  const limit = performance.now() + LIMIT_MS;
  for (;;) {
    const found = await pool().query('select 1 from incident limit 1');
    if ((found.rowCount ?? 0) > 0) return;
    if (performance.now() > limit) throw new Error('the first row made no incident');
    await sleep(100);
  }
}

async function openQueue(
  context: BrowserContext,
  portal: Portal,
  cookie: { readonly name: string; readonly value: string },
): Promise<Page> {
  await context.addCookies([{ ...cookie, url: portal.url }]);
  const page = await context.newPage();
  await page.goto(`${portal.url}/incidents`);
  await page.getByRole('heading', { name: 'Incidents' }).waitFor();
  // The live stream opens after the page has come to life.
  await page.waitForLoadState('load');
  await sleep(1_000);
  return page;
}

/** @returns milliseconds from sending a row to seeing its incident, sample by sample */
async function sample(page: Page, portal: Portal, series: string): Promise<number[]> {
  const random = new Random(series.length);
  const times: number[] = [];
  for (let n = 0; n < WARM + SAMPLES; n++) {
    const user = `${series}-${n}-${random.hex(6)}`;
    const started = performance.now();
    // Looked at with every frame.
    await Promise.all([
      page.waitForFunction(
        (text) => document.querySelector('tbody')?.textContent?.includes(text) ?? false,
        user,
        { timeout: LIMIT_MS },
      ),
      post(portal, [forwardingRule(user, random)]),
    ]);
    if (n >= WARM) times.push(performance.now() - started);
    await sleep(100 + random.int(400));
  }
  return times;
}

interface Background {
  /** @returns events a second that were sent */
  readonly stop: () => Promise<number>;
}

function startBackground(portal: Portal): Background {
  const file = path.join(env().dataDir, 'background.ndjson');
  const perBody = BACKGROUND_PER_SECOND / BODIES_PER_SECOND;
  const load = { users: 2_000, from: Date.now(), step: 1_000 / BACKGROUND_PER_SECOND, seed: 11 };
  const { slices } = prepareFile(file, load, BACKGROUND_PER_SECOND * BACKGROUND_SECONDS, 1, perBody);
  const child = fork(fileURLToPath(new URL('./lib/pacer.ts', import.meta.url)), {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('message', ({ bodiesPerSecond }: { bodiesPerSecond: number }) =>
      resolve(bodiesPerSecond * perBody),
    );
    child.once('exit', (code) => reject(new Error(`the background load ended with code ${code}`)));
  });
  const job: PacerJob = {
    url: portal.url,
    token: portal.token,
    file,
    slices,
    everyMs: 1_000 / BODIES_PER_SECOND,
  };
  child.send(job);
  return {
    stop: () => {
      child.send('stop');
      return ended;
    },
  };
}

function report(alone: readonly number[], loaded: readonly number[], eventsPerSecond: number): Report {
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  return {
    title: `visible: row sent → its incident in an open browser, ${SAMPLES} samples each`,
    figures: [
      plain('median alone', ms(median(alone))),
      atMost('p95 alone', quantile(alone, 0.95), 1_000, 'ms', 0),
      plain('sign-ins a second beside it', eventsPerSecond.toFixed(0)),
      plain('median beside them', ms(median(loaded))),
      atMost('p95 beside them', quantile(loaded, 0.95), 2_000, 'ms', 0),
    ],
  };
}
