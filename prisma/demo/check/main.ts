/**
 * Runs the demo history through the pure engine in memory and prints what it raises, story by story:
 * `node --conditions=react-server --import tsx prisma/demo/check/main.ts [seed] [anchor ISO]`.
 */
import { geoLookup } from '@/lib/server/geo/lookup';
import { nativeId } from '../core/tables';
import { DAY, iso } from '../core/time';
import { DEMO_COMPANY, DEMO_DAYS, generateHistory, storyRowIds } from '../index';
import { MemoryPortal } from './portal';

const seed = Number(process.argv[2] ?? 1);
const anchor = Date.parse(process.argv[3] ?? '2026-11-20T16:20:00Z');

const ids = storyRowIds(seed, anchor, anchor - DEMO_DAYS * DAY);
const storyOfRow = new Map(
  [...ids].flatMap(([story, rows]) => [...rows].map((row) => [row, story] as const)),
);
const portal = new MemoryPortal(geoLookup, {
  corporateNetworks: DEMO_COMPANY.corporateNetworks,
  internalDomains: DEMO_COMPANY.internalDomains,
  exclusions: [],
});

type Pending = { readonly time: number; readonly take: () => void };
let half: Pending[] = [];
let edge = 0;
let rows = 0;
/** Chunks of one half day come together: they are told in the order of time across tables. */
const drain = (): void => {
  half.sort((a, b) => a.time - b.time);
  for (const { take } of half) take();
  half = [];
};

for (const { table, rows: chunk } of generateHistory({ seed, anchor })) {
  for (const row of chunk) {
    rows++;
    const read = portal.read(table, row);
    if (!read) continue;
    if (Math.floor(read.time / (DAY / 2)) !== edge && half.length > 40_000) drain();
    edge = Math.floor(read.time / (DAY / 2));
    const id = nativeId(table, row);
    half.push({ time: read.time, take: () => portal.take(read, id) });
  }
}
drain();

const storyOf = (rowIds: Iterable<string>): string => {
  for (const row of rowIds) {
    const story = storyOfRow.get(row);
    if (story) return story;
  }
  return 'life';
};

const incidents = new Map<
  string,
  { story: Map<string, number>; severities: Set<string>; titles: string[]; first: number }
>();
const perDetector = new Map<string, Map<string, number>>();
for (const [id, alert] of portal.alerts) {
  const story = storyOf(alert.rows);
  const key = `${alert.signal.detectorId} (${alert.signal.severity})`;
  const counts = perDetector.get(key) ?? new Map<string, number>();
  counts.set(story, (counts.get(story) ?? 0) + 1);
  perDetector.set(key, counts);
  const incidentId = portal.driver.alerts.get(id)?.incidentId;
  if (!incidentId) continue;
  const incident = incidents.get(incidentId) ?? {
    story: new Map<string, number>(),
    severities: new Set<string>(),
    titles: new Array<string>(),
    first: alert.first,
  };
  incident.story.set(story, (incident.story.get(story) ?? 0) + 1);
  incident.severities.add(alert.signal.severity);
  incident.titles.push(alert.signal.description);
  incident.first = Math.min(incident.first, alert.first);
  incidents.set(incidentId, incident);
}

console.log(`${rows} rows, ${portal.alerts.size} alerts, ${incidents.size} incidents`);
for (const [why, n] of portal.problems) console.log(`unreadable ${n}: ${why}`);
for (const [detector, counts] of [...perDetector].sort()) {
  console.log(`${detector.padEnd(58)} ${[...counts].map(([story, n]) => `${story} ${n}`).join(', ')}`);
}
for (const story of ids.keys()) {
  const mine = [...incidents.values()].filter((i) => i.story.has(story));
  console.log(`\n${story}: ${mine.length} incident(s)`);
  for (const i of mine)
    console.log(
      `  ${iso(i.first)} ${[...i.story].map(([s, n]) => `${s} ${n}`).join(', ')} [${[...i.severities].join(' ')}]`,
    );
}
const life = [...incidents.values()].filter((i) => [...i.story.keys()].every((s) => s === 'life'));
console.log(
  `\nordinary life: ${life.length} incidents in ${DEMO_DAYS} days, ${life.filter((i) => i.severities.has('high')).length} high`,
);
for (const i of life.sort((a, b) => a.first - b.first))
  console.log(
    `  ${iso(i.first)} [${[...i.severities].join(' ')}] ${i.titles.slice(0, 2).join(' | ').slice(0, 170)}`,
  );
