import { describe, expect, it } from 'vitest';
import { graphResults, timespanOf } from './hunting';

const NOW = Date.UTC(2026, 0, 31);
const DAY = 86_400_000;

describe('a timespan', () => {
  it.each([
    [undefined, NOW - 30 * DAY, NOW],
    ['P7D', NOW - 7 * DAY, NOW],
    ['PT90M', NOW - 5_400_000, NOW],
    ['P1DT12H', NOW - 1.5 * DAY, NOW],
    ['2026-01-01T00:00:00Z/2026-01-02T00:00:00Z', Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2)],
    ['2026-01-01T00:00:00Z/P2D', Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 3)],
    ['P2D/2026-01-03T00:00:00Z', Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 3)],
  ])('%s', (text, from, to) => {
    expect(timespanOf(text, NOW)).toEqual({ from, to });
  });

  it.each(['', 'P', 'PT', 'yesterday', 'P7D/', '/'])('refuses %j', (text) => {
    expect(() => timespanOf(text, NOW)).toThrow(/timespan/);
  });
});

it('results carry the types by their names in .NET', () => {
  const columns = [
    { name: 'T', type: 'datetime' },
    { name: 'n', type: 'long' },
  ] as const;
  const none = { opened: 0, skipped: 0 };
  const statistics = { segments: none, rows: 0, bytes: 0, analyse: 0, catalogue: 0, execute: 0, total: 0 };
  const result = {
    columns,
    rows: [['2026-01-01T00:00:00Z', 3]],
    ordered: false,
    render: null,
    truncated: false,
    ownTime: false,
    statistics,
  };
  expect(graphResults(result)).toEqual({
    schema: [
      { name: 'T', type: 'DateTime' },
      { name: 'n', type: 'Int64' },
    ],
    results: [{ T: '2026-01-01T00:00:00Z', n: 3 }],
  });
});
