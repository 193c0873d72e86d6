import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumberRange, formatTimeRange, parseNumberRange, parseTimeRange } from './range';

describe('ranges in an address', () => {
  it.each([
    ['10..50', { min: 10, max: 50 }],
    ['10..', { min: 10, max: null }],
    ['..50', { min: null, max: 50 }],
    ['7', { min: 7, max: 7 }],
    ['', { min: null, max: null }],
    ['ten..-3', { min: null, max: null }],
  ])('reads %j', (text, range) => expect(parseNumberRange(text)).toEqual(range));

  it('gives back what it wrote', () => {
    const end = fc.option(fc.nat(999_999_999));
    fc.assert(
      fc.property(end, end, (min, max) => {
        expect(parseNumberRange(formatNumberRange({ min, max }))).toEqual({ min, max });
      }),
    );
    const at = fc.option(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
    );
    fc.assert(
      fc.property(at, at, (from, to) => {
        const text = `${from?.toISOString() ?? ''}..${to?.toISOString() ?? ''}`;
        const range = parseTimeRange(text);
        expect(parseTimeRange(formatTimeRange(range))).toEqual(range);
        const ends = range.kind === 'between' ? [range.from, range.to] : [null, null];
        expect(ends.map((end) => end && new Date(end))).toEqual([from, to]);
      }),
    );
  });

  it.each([
    ['7d', { kind: 'last', days: 7 }],
    ['2026-11-01..', { kind: 'between', from: '2026-11-01T00:00Z', to: null }],
    [
      '2026-11-01T08:30Z..2026-11-02T00:00Z',
      { kind: 'between', from: '2026-11-01T08:30Z', to: '2026-11-02T00:00Z' },
    ],
    ['all', { kind: 'all' }],
    ['0d', { kind: 'all' }],
    ['2026-13-45..', { kind: 'all' }],
    ["1d'; drop table", { kind: 'all' }],
  ])('reads %j as a span of time', (text, range) => expect(parseTimeRange(text)).toEqual(range));
});
