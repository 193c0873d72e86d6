import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localInput, zonedInstant } from './zoned-input';

describe('times in a field', () => {
  it.each([
    ['2026-11-21T08:30', 'UTC', '2026-11-21T08:30:00.000Z'],
    ['2026-11-21T08:30', 'Europe/Berlin', '2026-11-21T07:30:00.000Z'],
    ['2026-07-01T00:00', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
    ['2026-01-01T00:00', 'Asia/Kolkata', '2025-12-31T18:30:00.000Z'],
    ['2026-01-01T00:00', 'America/St_Johns', '2026-01-01T03:30:00.000Z'],
    // The clocks skip from 02:00 to 03:00.
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ])('%s in %s is %s', (text, zone, iso) => expect(zonedInstant(text, zone)).toBe(iso));

  it('knows an unfinished field', () => {
    expect(zonedInstant('', 'UTC')).toBeNull();
    expect(zonedInstant('2026-11-', 'UTC')).toBeNull();
  });

  it('shows again what was typed', () => {
    const minute = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Pacific/Auckland',
    );
    fc.assert(
      fc.property(minute, zones, (at, zone) => {
        const text = localInput(at.toISOString(), zone);
        expect(localInput(zonedInstant(text, zone) ?? '', zone)).toBe(text);
      }),
    );
  });
});
