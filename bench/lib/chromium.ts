import { type Browser, chromium } from '@playwright/test';
import { ensureChromium } from '@/scripts/test/chromium';

/** Chromium as every benchmark uses it: without a graphics card, as on a server. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: ensureChromium(undefined),
    args: ['--disable-gpu', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
