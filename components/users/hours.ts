import type { HeatCell } from '@/components/charts/heat-strip';
import { zonedTime } from '@/components/ui/time-format';
import type { FacetGroup } from '@/lib/domain/views/facet';

const QUARTER = 900_000;

/** Quarters of an hour since the epoch, added up by weekday (Monday first) and hour of a time zone. */
export function hoursOfWeek(groups: readonly FacetGroup[], zone: string): readonly (readonly HeatCell[])[] {
  const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => ({ count: 0, failed: 0 })));
  for (const { name, count, failed } of groups) {
    const { date, time } = zonedTime(new Date(Number(name) * QUARTER), zone);
    const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
    const cell = cells[weekday]?.[Number(time.slice(0, 2))];
    if (cell === undefined) continue;
    cell.count += count;
    cell.failed += failed;
  }
  return cells;
}
