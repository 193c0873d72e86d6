import { describe, expect, it } from 'vitest';
import { type ChartPoint, type ChartSeries, drillHref, markColor, readOut, totalOf } from './chart-data';

const series: readonly ChartSeries[] = [
  { key: 'high', label: 'High', mark: 'high' },
  { key: 'low', label: 'Low', mark: 'low' },
];
const point: ChartPoint = { key: 'a', label: 'Nov 21', values: { high: 1200 } };

describe('drillHref', () => {
  it('adds what the point and the series say to the base', () =>
    expect(drillHref('/alerts?status=any&source=a', { source: 'b,!c' }, undefined, { from: 'x' })).toBe(
      '/alerts?status=any&source=b,!c&from=x',
    ));
  it('keeps a base without a query as it is', () => expect(drillHref('/alerts')).toBe('/alerts'));
  it('is null where there is nothing behind', () => expect(drillHref(undefined, { a: 'b' })).toBeNull());
});

it('names a mark by its token', () => {
  expect(markColor('series-2')).toBe('var(--series-2)');
  expect(markColor('high')).toBe('var(--high-mark)');
});

it('counts an absent value as none', () => {
  expect(series.map((one) => totalOf([point, point], one))).toEqual([2400, 0]);
  expect(readOut(point, series)).toBe('Nov 21: High 1,200');
  expect(readOut({ ...point, title: 'Saturday', values: {} }, series)).toBe('Saturday: none');
});
