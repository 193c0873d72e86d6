import { defineConfig, devices } from '@playwright/test';
import { BASE_URL, DATA, PORT } from './e2e/support/portal';

/** The browser tests have a portal of their own: production build, own port, own data folder, no demo tenant. */
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/global-setup.ts',
  outputDir: 'test-results/browser',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // There to end what hangs, not to measure: a loaded machine of two cores stays below them. Times are the bench's.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: 'line',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: BASE_URL,
    viewport: { width: 1280, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: [
        // Chromium's sandbox refuses to run as root.
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-dev-shm-usage',
        '--disable-gpu',
        // Nothing but the portal is talked to.
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--no-default-browser-check',
      ],
    },
  },
  webServer: {
    command: 'node --conditions=react-server --import tsx scripts/test/portal.ts',
    env: {
      PORT: String(PORT),
      THROUGHLINE_DATA: DATA,
      THROUGHLINE_DEMO: '0',
      // A webhook's receiver runs in the test itself.
      WEBHOOK_PRIVATE_NETWORKS: '1',
      LOG_LEVEL: 'warn',
    },
    url: `${BASE_URL}/api/health/ready`,
    timeout: 180_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 25_000 },
  },
});
