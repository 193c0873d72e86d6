import { existsSync, readFileSync } from 'node:fs';

/** What a stage adds to the closing line. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const read = (file: string): unknown => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});

/** A failing exit code without a failed test (a crash, an unhandled error) is one failure more. */
function withExit({ passed, failed }: Counts, exitCode: number): Counts {
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

interface VitestReport {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  readonly testResults?: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status?: string }[];
  }[];
}

/** Counts of Vitest's JSON report; a file that failed without a test of its own (its loading, its hooks) is one failure. */
export function vitestCounts(file: string, exitCode: number): Counts {
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = read(file) as VitestReport;
  const files = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  return withExit({ passed: numPassedTests, failed: numFailedTests + files.length }, exitCode);
}

interface PlaywrightReport {
  readonly stats?: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly errors?: readonly unknown[];
}

/** Counts of Playwright's JSON report. A test that passed only on a second try has failed. */
export function playwrightCounts(file: string, exitCode: number): Counts {
  const { stats, errors = [] } = read(file) as PlaywrightReport;
  const { expected = 0, unexpected = 0, flaky = 0 } = stats ?? {};
  return withExit({ passed: expected, failed: unexpected + flaky + errors.length }, exitCode);
}
