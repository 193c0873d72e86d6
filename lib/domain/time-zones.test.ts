import { expect, it } from 'vitest';
import { presentZone, timeZones } from './time-zones';

it('lists the present names of zones, each once, and all of them can be formatted', () => {
  const zones = timeZones();
  expect(zones[0]).toBe('UTC');
  for (const zone of ['Asia/Kolkata', 'Europe/Kyiv', 'America/Argentina/Buenos_Aires', 'Europe/Berlin'])
    expect(zones).toContain(zone);
  expect(zones).not.toContain('Asia/Calcutta');
  expect(new Set(zones).size).toBe(zones.length);
  for (const zone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
  expect(presentZone('Asia/Calcutta')).toBe('Asia/Kolkata');
});
