import { describe, expect, it } from 'vitest';
import type { FacetGroup } from '@/lib/domain/views/facet';
import { hoursOfWeek } from './hours';

const quarter = (iso: string, count: number, failed = 0): FacetGroup => ({
  type: null,
  name: String(Date.parse(iso) / 900_000),
  detail: null,
  count,
  failed,
  risky: 0,
  first: 0,
  last: 0,
  latitude: null,
  longitude: null,
});

describe('hours of the week', () => {
  it('adds up what falls into the same hour of the same weekday', () => {
    const cells = hoursOfWeek(
      [quarter('2026-11-16T08:15:00Z', 2), quarter('2026-11-23T08:45:00Z', 3, 1)],
      'UTC',
    );
    expect(cells[0]?.[8]).toEqual({ count: 5, failed: 1 });
    expect(cells.flat().reduce((sum, cell) => sum + cell.count, 0)).toBe(5);
  });

  it('goes by the reader’s own zone, also where it is half an hour off and the day is another', () => {
    const cells = hoursOfWeek(
      [quarter('2026-11-15T18:30:00Z', 1), quarter('2026-11-15T18:15:00Z', 1)],
      'Asia/Kolkata',
    );
    expect(cells[0]?.[0]?.count).toBe(1);
    expect(cells[6]?.[23]?.count).toBe(1);
  });
});
