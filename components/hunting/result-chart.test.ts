import { describe, expect, it } from 'vitest';
import type { Cell, HuntResult } from '@/lib/domain/views/hunting';
import { type ResultChart, resultChart } from './result-chart';

type Plot = Extract<ResultChart, { kind: 'plot' }>;

function plotOf(found: HuntResult): Plot {
  const chart = resultChart(found);
  if (chart?.kind !== 'plot') throw new Error('no plot');
  return chart;
}

const result = (columns: [string, string][], rows: Cell[][], chart?: string, properties = {}): HuntResult =>
  ({
    columns: columns.map(([name, type]) => ({ name, type })),
    rows,
    render: chart ? { chart, properties } : null,
  }) as unknown as HuntResult;

describe('a result as a chart', () => {
  it('takes the moment for the axis and a text for the series', () => {
    const chart = plotOf(
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
    expect(chart.series.map(({ key }) => key)).toEqual(['Files', 'Mail']);
    expect(chart.points.map(({ label, values }) => [label, values])).toEqual([
      ['01-01', { Mail: 1, Files: 5 }],
      ['01-02', { Mail: 2 }],
    ]);
  });

  it('keeps every number: what is beyond the colours adds up', () => {
    const rows = Array.from({ length: 9 }, (_, n): Cell[] => [`u${n}`, 'x', n + 1]);
    const chart = plotOf(
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
    const total = chart.points.flatMap(({ values }) => Object.values(values)).reduce((a, b) => a + b, 0);
    expect(total).toBe(45);
    const many = plotOf(
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
    expect(many.series).toHaveLength(6);
    expect(many.points[0]?.values.Others).toBe(1 + 2 + 3 + 4);
  });

  it('draws several numbers as series of their own, and nothing where there is no number', () => {
    const chart = plotOf(
      result(
        [
          ['App', 'string'],
          ['a', 'long'],
          ['b', 'real'],
        ],
        [['x', 1, 2.5]],
      ),
    );
    expect(chart.series.map(({ key }) => key)).toEqual(['b', 'a']);
    expect(chart.variant).toBe('bars');
    expect(resultChart(result([['App', 'string']], [['x']]))).toBeNull();
  });

  const two = (rows: Cell[][], chart: string, properties = {}): HuntResult =>
    result(
      [
        ['Name', 'string'],
        ['n', 'long'],
        ['m', 'long'],
      ],
      rows,
      chart,
      properties,
    );

  it.each([
    ['columnchart', '', 'bars', 'none'],
    ['columnchart', 'unstacked', 'bars', 'none'],
    ['columnchart', 'stacked', 'bars', 'stacked'],
    ['columnchart', 'stacked100', 'bars', 'full'],
    ['barchart', 'stacked', 'rows', 'stacked'],
    ['areachart', '', 'areas', 'none'],
    ['stackedareachart', '', 'areas', 'stacked'],
    ['linechart', '', 'lines', 'none'],
  ])('draws %s, kind “%s”, as %s, %s', (chart, kind, variant, stacking) => {
    expect(plotOf(two([['a', 1, 2]], chart, { kind }))).toMatchObject({ variant, stacking });
  });

  it('takes columns, titles and the range as the query names them', () => {
    const chart = plotOf(
      two(
        [
          ['a', 1, 10],
          ['b', 2, 20],
        ],
        'columnchart',
        {
          xcolumn: 'n',
          ycolumns: 'm',
          title: 'T',
          xtitle: 'X',
          ytitle: 'Y',
          ymin: '0',
          ymax: '100',
          yaxis: 'log',
        },
      ),
    );
    expect(chart).toMatchObject({ title: 'T', axis: 'X', valueTitle: 'Y' });
    expect(chart.range).toEqual({ min: 0, max: 100, isLog: true });
    expect(chart.points.map(({ key, values }) => [key, values])).toEqual([
      ['1', { a: 10 }],
      ['2', { b: 20 }],
    ]);
    const named = plotOf(two([['a', 1, 10]], 'columnchart', { xcolumn: 'n', series: 'Name, m' }));
    expect(named.series.map(({ key }) => key)).toEqual(['a, 10']);
  });

  it('draws the lists of make-series place by place', () => {
    const days = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];
    const chart = plotOf(
      result(
        [
          ['App', 'string'],
          ['n', 'dynamic'],
          ['T', 'dynamic'],
        ],
        [
          ['Mail', [1, 2], days],
          ['Files', [3, null], days],
        ],
        'timechart',
      ),
    );
    expect(chart.axis).toBe('T');
    expect(chart.points.map(({ values }) => values)).toEqual([{ Mail: 1, Files: 3 }, { Mail: 2 }]);
  });

  it('gives hours without rows a place, so that a gap is seen', () => {
    const times = ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', '2026-01-01T04:00:00Z'];
    const chart = plotOf(
      result(
        [
          ['T', 'datetime'],
          ['n', 'long'],
        ],
        times.map((time): Cell[] => [time, 1]),
        'timechart',
      ),
    );
    expect(chart.points.map(({ label, values }) => [label, values.n])).toEqual([
      ['01-01', 1],
      ['01-01 01:00', 1],
      ['01-01 02:00', undefined],
      ['01-01 03:00', undefined],
      ['01-01 04:00', 1],
    ]);
  });

  it('draws a pie whose slices are the whole, dots each at its place, and cards', () => {
    const slices = Array.from({ length: 9 }, (_, n): Cell[] => [`s${n}`, n + 1, 0]);
    const pie = resultChart(two(slices, 'piechart'));
    if (pie?.kind !== 'pie') throw new Error('no pie');
    expect(pie.points.map(({ key, values }) => [key, values[key]])).toEqual([
      ['s8', 9],
      ['s7', 8],
      ['s6', 7],
      ['s5', 6],
      ['s4', 5],
      ['Others', 10],
    ]);
    const dots = resultChart(
      two(
        [
          ['a', 1, 10],
          ['b', 2, null],
        ],
        'scatterchart',
      ),
    );
    expect(dots).toMatchObject({
      kind: 'scatter',
      axis: 'n',
      dots: [{ x: 1, y: 10, series: 'a', title: '1' }],
    });
    expect(resultChart(two([['a', 1234, null]], 'card', { title: 'One' }))).toEqual({
      kind: 'card',
      title: 'One',
      cards: [
        { label: 'Name', text: 'a' },
        { label: 'n', text: '1,234' },
        { label: 'm', text: '' },
      ],
    });
  });
});
