import { geoLookup } from '@/lib/server/geo/lookup';
import { nativeId } from '../core/tables';
import { DAY, iso } from '../core/time';
import { DEMO_COMPANY, DEMO_DAYS, generateHistory, storyRowIds } from '../index';
import { MemoryPortal } from './portal';

/** One incident with what its alerts are about: a story's id, or `life`. */
export interface CheckedIncident {
  readonly first: number;
  readonly stories: Map<string, number>;
  readonly severities: Set<string>;
  readonly descriptions: string[];
}

export interface CheckReport {
  readonly incidents: readonly CheckedIncident[];
  /** Readable lines: alerts by detector, incidents by story, what ordinary life opens. */
  readonly lines: readonly string[];
}

/** Tells the whole history to the pure engine. Chunks of about half a day are sorted by time across tables. */
function run(seed: number, anchor: number): MemoryPortal {
  const { corporateNetworks, internalDomains } = DEMO_COMPANY;
  const portal = new MemoryPortal(geoLookup, { corporateNetworks, internalDomains, exclusions: [] });
  let pending: { readonly time: number; readonly take: () => void }[] = [];
  let edge = 0;
  const drain = (): void => {
    for (const { take } of pending.sort((a, b) => a.time - b.time)) take();
    pending = [];
  };
  for (const { table, rows } of generateHistory({ seed, anchor })) {
    for (const row of rows) {
      const read = portal.read(table, row);
      if (!read) continue;
      const half = Math.floor(read.time / (DAY / 2));
      if (half > edge) {
        drain();
        edge = half;
      }
      const id = nativeId(table, row);
      pending.push({ time: read.time, take: () => portal.take(read, id) });
    }
  }
  drain();
  return portal;
}

type StoryOf = (rows: Iterable<string>) => string;

function incidentsOf(portal: MemoryPortal, storyOf: StoryOf): CheckedIncident[] {
  const incidents = new Map<string, CheckedIncident>();
  for (const [id, alert] of portal.alerts) {
    const incidentId = portal.driver.alerts.get(id)?.incidentId;
    if (!incidentId) continue;
    const incident = incidents.get(incidentId) ?? {
      first: alert.first,
      stories: new Map<string, number>(),
      severities: new Set<string>(),
      descriptions: [],
    };
    const story = storyOf(alert.rows);
    incident.stories.set(story, (incident.stories.get(story) ?? 0) + 1);
    incident.severities.add(alert.signal.severity);
    incident.descriptions.push(alert.signal.description);
    incidents.set(incidentId, incident);
  }
  return [...incidents.values()].sort((a, b) => a.first - b.first);
}

function detectorLines(portal: MemoryPortal, storyOf: StoryOf): string[] {
  const detectors = new Map<string, Map<string, number>>();
  for (const { signal, rows } of portal.alerts.values()) {
    const name = `${signal.detectorId} (${signal.severity})`;
    const counts = detectors.get(name) ?? new Map<string, number>();
    const story = storyOf(rows);
    counts.set(story, (counts.get(story) ?? 0) + 1);
    detectors.set(name, counts);
  }
  return [...detectors]
    .sort()
    .map(([name, counts]) => `${name.padEnd(56)} ${[...counts].map(([s, n]) => `${s} ${n}`).join(', ')}`);
}

/** Runs the history through the engine in memory and says what each story and ordinary life become there. */
export function checkHistory(seed: number, anchor: number): CheckReport {
  const ids = storyRowIds(seed, anchor, anchor - DEMO_DAYS * DAY);
  const storyOfRow = new Map(
    [...ids].flatMap(([story, rows]) => [...rows].map((row) => [row, story] as const)),
  );
  const storyOf: StoryOf = (rows) => {
    for (const row of rows) {
      const story = storyOfRow.get(row);
      if (story) return story;
    }
    return 'life';
  };
  const portal = run(seed, anchor);
  const incidents = incidentsOf(portal, storyOf);
  const lines = [
    `${portal.alerts.size} alerts, ${incidents.length} incidents`,
    ...[...portal.problems].map(([why, n]) => `unreadable ${n}: ${why}`),
    ...detectorLines(portal, storyOf),
    ...incidents.map(
      (i) =>
        `${iso(i.first)} ${[...i.stories].map(([s, n]) => `${s} ${n}`).join(', ')} [${[...i.severities].join(' ')}] ${i.descriptions[0] ?? ''}`,
    ),
  ];
  return { incidents, lines };
}
