import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from './time';
import { fromWallClock, stepsUpTo, wallClock, type ZoneStep } from './zone';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Pacific/Chatham',
];
const moments = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });

describe('wall clocks', () => {
  it('say what people in the zone say', () => {
    const at = Date.UTC(2026, 5, 1, 22, 30);
    expect(new Date(wallClock(at, 'Europe/Berlin')).toISOString()).toBe('2026-06-02T00:30:00.000Z');
    expect(fromWallClock(Date.UTC(2026, 5, 2, 0, 30), 'Europe/Berlin')).toBe(at);
  });
  it('skip what a change of the clocks leaves out', () =>
    expect(new Date(fromWallClock(Date.UTC(2026, 2, 29, 2, 30), 'Europe/Berlin')).toISOString()).toMatch(
      /^2026-03-29T01:/,
    ));
});

describe('steps', () => {
  it.each(['hour', 'quarterDay', 'day', 'week'] as const)(
    '%s: ascending, around now, on quarters',
    (step: ZoneStep) => {
      fc.assert(
        fc.property(
          moments,
          fc.constantFrom(...ZONES),
          fc.integer({ min: 1, max: 40 }),
          (now, zone, count) => {
            const bounds = stepsUpTo(now, zone, step, count);
            expect(bounds).toHaveLength(count + 1);
            expect(bounds.every((at, index) => index === 0 || at > (bounds[index - 1] ?? at))).toBe(true);
            expect(bounds.every((at) => at % (15 * MINUTE) === 0)).toBe(true);
            expect(bounds.at(-2)).toBeLessThanOrEqual(now);
            expect(bounds.at(-1)).toBeGreaterThan(now);
          },
        ),
        { numRuns: 200 },
      );
    },
  );
  it('days begin at midnight, through a change of the clocks', () => {
    const bounds = stepsUpTo(Date.UTC(2026, 9, 26, 12), 'Europe/Berlin', 'day', 3);
    expect(bounds.map((at) => new Date(at).toISOString())).toEqual([
      '2026-10-23T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
      '2026-10-26T23:00:00.000Z',
    ]);
  });
  it('weeks begin on Monday', () => {
    const [monday = 0] = stepsUpTo(Date.UTC(2026, 10, 21), 'UTC', 'week', 1);
    expect(new Date(monday).getUTCDay()).toBe(1);
  });
});
