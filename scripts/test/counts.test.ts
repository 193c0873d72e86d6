import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { playwrightCounts, vitestCounts } from './counts';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

it('counts a test file that could not be loaded as one failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [{}] },
  ];
  const file = report({ numPassedTests: 1, numFailedTests: 0, testResults });
  expect(vitestCounts(file, 1)).toEqual({ passed: 1, failed: 1 });
});

it('counts a file whose hooks failed, beside the tests that did', () => {
  const testResults = [
    { status: 'failed', assertionResults: [{ status: 'passed' }] },
    { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
  ];
  const file = report({ numPassedTests: 2, numFailedTests: 1, testResults });
  expect(vitestCounts(file, 1)).toEqual({ passed: 2, failed: 2 });
});

it('turns a crash without a failed test into a failure', () => {
  expect(vitestCounts(report({ numPassedTests: 5, numFailedTests: 0 }), 1)).toEqual({ passed: 5, failed: 1 });
  expect(vitestCounts('/nonexistent/report.json', 1)).toEqual({ passed: 0, failed: 1 });
  expect(playwrightCounts('/nonexistent/report.json', 1)).toEqual({ passed: 0, failed: 1 });
});

it('does not count what it knows of twice', () => {
  expect(vitestCounts(report({ numPassedTests: 5, numFailedTests: 2 }), 1)).toEqual({ passed: 5, failed: 2 });
});

it('takes a flaky browser test for a failed one', () => {
  const file = report({ stats: { expected: 3, unexpected: 1, flaky: 1 }, errors: [] });
  expect(playwrightCounts(file, 1)).toEqual({ passed: 3, failed: 2 });
});
