import { describe, expect, it } from 'vitest';
import { durationText, periodOf, spanText, weeksOf } from './period';

const NOW = Date.UTC(2026, 10, 21, 17, 50);

describe('periods', () => {
  it('end with the day of who looks', () => {
    const { steps, from, previous } = periodOf('30d', 'Asia/Kolkata', NOW);
    expect(steps).toHaveLength(30);
    expect(steps.at(-1)?.label).toBe('Nov 21');
    expect(new Date(from).toISOString()).toBe('2026-10-22T18:30:00.000Z');
    expect(previous.to).toBe(from);
    expect(from - previous.from).toBe(NOW + 10 * 60_000 - from);
  });
  it('name their steps', () => {
    expect(periodOf('24h', 'Europe/Berlin', NOW).steps.at(-1)).toMatchObject({
      label: '18:00',
      title: 'Nov 21, 18:00 to 19:00',
    });
    const quarters = periodOf('7d', 'Europe/Berlin', NOW).steps;
    expect(quarters).toHaveLength(28);
    expect(quarters.at(-1)).toMatchObject({ title: 'Nov 21, 18:00 to 00:00', tick: false });
    expect(periodOf('180d', 'UTC', NOW).steps.at(-1)?.title).toBe('Week of Nov 16');
  });
  it('cover themselves in weeks, cut at their beginning', () => {
    const period = periodOf('30d', 'UTC', NOW);
    const weeks = weeksOf(period, 'UTC', NOW);
    expect(weeks[0]?.from).toBe(period.from);
    expect(weeks.at(-1)?.to).toBeGreaterThan(NOW);
    expect(weeks.every((week, index) => index === 0 || week.from === weeks[index - 1]?.to)).toBe(true);
  });
});

it('writes a span as the lists read it', () => {
  expect(spanText(Date.UTC(2026, 10, 1))).toBe('2026-11-01T00:00Z..');
  expect(spanText(Date.UTC(2026, 10, 1, 8, 30), Date.UTC(2026, 10, 2))).toBe(
    '2026-11-01T08:30Z..2026-11-02T00:00Z',
  );
});

it.each([
  [null, '–'],
  [0.4, '0 s'],
  [59, '59 s'],
  [61, '1 min 1 s'],
  [3_600, '1 h'],
  [3_720, '1 h 2 min'],
  [90_000, '1 d 1 h'],
])('%s seconds are %s', (seconds, text) => expect(durationText(seconds)).toBe(text));
