import { describe, expect, it } from 'vitest';
import type { Cell, HuntResult } from '@/lib/domain/views/hunting';
import { resultChart } from './result-chart';

const result = (columns: [string, string][], rows: Cell[][], chart?: string): HuntResult =>
  ({
    columns: columns.map(([name, type]) => ({ name, type })),
    rows,
    render: chart ? { chart, properties: {} } : null,
  }) as unknown as HuntResult;

describe('a result as a chart', () => {
  it('takes the moment for the axis and a text for the series', () => {
    const chart = resultChart(
      result(
        [
          ['App', 'string'],
          ['T', 'datetime'],
          ['n', 'long'],
        ],
        [
          ['Mail', '2026-01-02T00:00:00Z', 2],
          ['Mail', '2026-01-01T00:00:00Z', 1],
          ['Files', '2026-01-01T00:00:00Z', 5],
        ],
        'timechart',
      ),
    );
    expect(chart).toMatchObject({ axis: 'T', variant: 'lines', cut: 0 });
    expect(chart?.series.map(({ key }) => key)).toEqual(['Files', 'Mail']);
    expect(chart?.points.map(({ label, values }) => [label, values])).toEqual([
      ['01-01', { Mail: 1, Files: 5 }],
      ['01-02', { Mail: 2 }],
    ]);
  });

  it('keeps every number: what is beyond the colours adds up', () => {
    const rows = Array.from({ length: 9 }, (_, n): Cell[] => [`u${n}`, 'x', n + 1]);
    const chart = resultChart(
      result(
        [
          ['User', 'string'],
          ['Kind', 'string'],
          ['n', 'long'],
        ],
        rows,
        'barchart',
      ),
    );
    const total = chart?.points.flatMap(({ values }) => Object.values(values)).reduce((a, b) => a + b, 0);
    expect(total).toBe(45);
    const many = resultChart(
      result(
        [
          ['Kind', 'string'],
          ['User', 'string'],
          ['n', 'long'],
        ],
        rows.map(([user, kind, n]) => [kind, user, n] as Cell[]),
        'columnchart',
      ),
    );
    expect(many?.series).toHaveLength(6);
    expect(many?.points[0]?.values.Others).toBe(1 + 2 + 3 + 4);
  });

  it('draws several numbers as series of their own, and nothing where there is no number', () => {
    const chart = resultChart(
      result(
        [
          ['App', 'string'],
          ['a', 'long'],
          ['b', 'real'],
        ],
        [['x', 1, 2.5]],
      ),
    );
    expect(chart?.series.map(({ key }) => key)).toEqual(['b', 'a']);
    expect(chart?.variant).toBe('bars');
    expect(resultChart(result([['App', 'string']], [['x']]))).toBeNull();
  });
});
