import type { DemoChunk, DemoTable, Row } from './core/tables';
import { DAY, HOUR } from './core/time';
import { hourStart, Life } from './life';
import { storyRows } from './stories';

export { DEMO_COMPANY, demoDeviceCount, demoUserCount } from './company';
export { nativeId } from './core/tables';
export { DEMO_STORIES, storyRowIds } from './stories';
export { liveEvents } from './stream';

/** Days that the history reaches back. */
export const DEMO_DAYS = 30;

interface Timed {
  readonly time: number;
  readonly row: Row;
}

/** Hours that go into one chunk per table: memory stays at some thousand rows. */
const CHUNK = 12 * HOUR;

/** Sorts what has come together by time and hands it out, table by table. */
function* flush(buffers: Map<DemoTable, Timed[]>): Iterable<DemoChunk> {
  for (const [table, rows] of buffers) {
    if (rows.length === 0) continue;
    rows.sort((a, b) => a.time - b.time);
    yield { table, rows: rows.map((r) => r.row) };
  }
  buffers.clear();
}

/**
 * Thirty days of the company, ending at `anchor` (epoch ms) with its last row: ordinary life with the attack stories in
 * it. A function of its arguments alone. Chunks come in the order of time, half a day of one table each.
 */
export function* generateHistory({
  seed,
  anchor,
}: {
  readonly seed: number;
  readonly anchor: number;
}): Iterable<DemoChunk> {
  const start = anchor - DEMO_DAYS * DAY;
  const buffers = new Map<DemoTable, Timed[]>();
  const put = (table: DemoTable, time: number, row: Row): void => {
    if (time <= start || time > anchor) return;
    const buffer = buffers.get(table);
    if (buffer) buffer.push({ time, row });
    else buffers.set(table, [{ time, row }]);
  };
  const life = new Life({ seed, salt: 0, volume: 1 });
  const told = storyRows(seed, anchor, start);
  let next = 0;
  life.introduce(start + 1, put);
  for (let hour = hourStart(start); hour <= anchor; hour += HOUR) {
    life.tell(hour, put);
    for (let row = told[next]; row !== undefined && row.time < hour + HOUR; row = told[++next])
      put(row.table, row.time, row.row);
    if ((hour + HOUR) % CHUNK === 0) yield* flush(buffers);
  }
  life.close(anchor, put);
  yield* flush(buffers);
}
