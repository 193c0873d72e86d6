import { describe, expect, it } from 'vitest';
import { Front } from '../syntax/front';
import { namesTime, timeBounds } from './time-bounds';

const NOW = '2026-03-11T06:00:00Z';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.parse(NOW);
const columns = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'Timestamp', type: 'datetime' },
  { name: 'User', type: 'string' },
  { name: 'Bag', type: 'dynamic' },
] as const;
const front = new Front({ A: columns, B: columns });
const bounds = (text: string) => Object.fromEntries(timeBounds(front.plan(text), 'TimeGenerated', NOW));
const EVER = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
const since = (from: number) => ({ from, to: Number.POSITIVE_INFINITY });

describe('what a query says of its times', () => {
  it.each([
    ['A', EVER],
    ['A | where TimeGenerated > ago(1d)', since(now - DAY)],
    ['A | where ago(1d) <= TimeGenerated', since(now - DAY)],
    [
      'A | where User == "x" and TimeGenerated >= ago(2h) | where TimeGenerated < now()',
      { from: now - 2 * HOUR, to: now },
    ],
    [
      'A | where TimeGenerated between (datetime(2026-03-01) .. 2d)',
      { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 3) },
    ],
    ['let d = 3d; let start = now() - d; A | where TimeGenerated > start', since(now - 3 * DAY)],
    ['A | where TimeGenerated > startofday(ago(1d))', since(Date.UTC(2026, 2, 10))],
    ['A | where TimeGenerated > ago(1d) or TimeGenerated > ago(3d)', since(now - 3 * DAY)],
    ['A | where TimeGenerated > ago(1d) or User == "x"', EVER],
    ['A | where not(TimeGenerated > ago(1d))', EVER],
    ['A | where Timestamp > ago(1d)', EVER],
    ['A | where TimeGenerated > todatetime(User)', EVER],
    ['A | extend T = TimeGenerated | project T, User | where T > ago(1d)', since(now - DAY)],
    ['A | extend TimeGenerated = Timestamp | where TimeGenerated > ago(1d)', EVER],
    ['A | mv-expand Bag | where TimeGenerated > ago(1d)', since(now - DAY)],
    // Whoever sees rows together would see others without the rest.
    ['A | take 5 | where TimeGenerated > ago(1d)', EVER],
    ['A | sort by User asc | extend p = prev(User) | where TimeGenerated > ago(1d)', EVER],
    ['A | summarize max(TimeGenerated) by User | where max_TimeGenerated > ago(1d)', EVER],
    ['A | where TimeGenerated > ago(1d) | summarize count() by User', since(now - DAY)],
  ])('%s', (text, expected) => {
    expect(bounds(text)).toEqual({ A: expected });
  });

  it('is told of each table, and covers all that reads it', () => {
    expect(bounds('union A, B | where TimeGenerated > ago(1d)')).toEqual({
      A: since(now - DAY),
      B: since(now - DAY),
    });
    expect(
      bounds(
        'A | where TimeGenerated > ago(1d) | join kind=inner (A | where TimeGenerated > ago(9d)) on User',
      ),
    ).toEqual({ A: since(now - 9 * DAY) });
    expect(bounds('A | where TimeGenerated > ago(1d) and User in (B | project User)')).toEqual({
      A: since(now - DAY),
      B: EVER,
    });
    expect(bounds('let x = toscalar(B | where TimeGenerated > ago(2d) | count); A | extend n = x')).toEqual({
      A: EVER,
      B: since(now - 2 * DAY),
    });
  });

  it.each([
    ['A | where TimeGenerated > ago(1d)', true],
    ['A | where Timestamp > ago(1d)', true],
    ['A | where User == "x" | summarize max(TimeGenerated)', false],
    ['A | join (B | where TimeGenerated > ago(1d)) on User', true],
  ])('%s names its time: %s', (text, expected) => {
    expect(namesTime(front.plan(text), new Set(['TimeGenerated', 'Timestamp']))).toBe(expected);
  });
});
