import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isTableName } from '@/lib/domain/tables';
import { DEFAULT_DETECTION_SETTINGS } from '@/lib/engine/detection/settings';
import { MemoryPortal } from './check/portal';
import { DEMO_TABLES, type DemoTable, type Row } from './core/tables';
import { DAY, MINUTE } from './core/time';
import {
  DEMO_DAYS,
  DEMO_STORIES,
  demoDeviceCount,
  demoUserCount,
  generateHistory,
  liveEvents,
  nativeId,
  storyRowIds,
} from './index';

const ANCHOR = Date.parse('2026-11-18T14:37:21.250Z');
const SEED = 7;

interface Told {
  hash: string;
  rows: number;
  ids: number;
  duplicates: string[];
  days: Set<number>;
  columns: Map<DemoTable, Set<string>>;
  samples: Map<DemoTable, Row[]>;
  last: number;
  first: number;
  disorder: number;
  leaks: Set<string>;
  storyRows: number;
}

const MARKS = /attack(?!Surface)|malicious|compromised|golden|insider|ransom|demo|story/i;
const storyRows = new Set(
  [...storyRowIds(SEED, ANCHOR, ANCHOR - DEMO_DAYS * DAY).values()].flatMap((rows) => [...rows]),
);

const timeOf = (row: Row): number => Date.parse(String(row.TimeGenerated ?? row.published));

function readWhole(): Told {
  const hash = createHash('sha256');
  const seen = new Set<string>();
  const told: Told = {
    hash: '',
    rows: 0,
    ids: 0,
    duplicates: [],
    days: new Set(),
    columns: new Map(),
    samples: new Map(),
    last: 0,
    first: Number.POSITIVE_INFINITY,
    disorder: 0,
    leaks: new Set(),
    storyRows: 0,
  };
  for (const { table, rows } of generateHistory({ seed: SEED, anchor: ANCHOR })) {
    const columns = told.columns.get(table) ?? new Set();
    const samples = told.samples.get(table) ?? [];
    let before = 0;
    for (const row of rows) {
      const id = nativeId(table, row);
      hash.update(id);
      if (seen.has(id)) told.duplicates.push(id);
      seen.add(id);
      if (storyRows.has(id)) {
        told.storyRows++;
        const mark = MARKS.exec(JSON.stringify(row));
        if (mark) told.leaks.add(`${table}: ${mark[0]}`);
      }
      const time = timeOf(row);
      if (time < before) told.disorder++;
      before = time;
      told.first = Math.min(told.first, time);
      told.last = Math.max(told.last, time);
      told.days.add(Math.floor(time / DAY));
      for (const column in row) columns.add(column);
      if (told.rows++ % 97 === 0) samples.push(row);
    }
    told.columns.set(table, columns);
    told.samples.set(table, samples);
  }
  told.ids = seen.size;
  told.hash = hash.digest('hex');
  return told;
}

describe('demo history', () => {
  let told: Told;
  beforeAll(() => {
    told = readWhole();
  });

  it('is a company of the size that was promised', () => {
    expect(demoUserCount()).toBeGreaterThanOrEqual(200);
    expect(demoDeviceCount()).toBeGreaterThanOrEqual(250);
    expect(told.rows).toBeGreaterThanOrEqual(300_000);
    expect(told.rows).toBeLessThan(420_000);
    expect(told.days.size).toBeGreaterThanOrEqual(DEMO_DAYS);
  });

  it('ends exactly at the anchor and reaches back thirty days', () => {
    expect(told.last).toBe(ANCHOR);
    expect(told.first).toBeGreaterThan(ANCHOR - DEMO_DAYS * DAY);
    expect(told.first).toBeLessThan(ANCHOR - DEMO_DAYS * DAY + 5 * MINUTE);
    expect(told.disorder).toBe(0);
  });

  it('names every row once', () => {
    expect(told.duplicates.slice(0, 5)).toEqual([]);
    expect(told.ids).toBe(told.rows);
  });

  it('tells the same for the same seed and something else for another', () => {
    const first = (seed: number): string => {
      const hash = createHash('sha256');
      let n = 0;
      for (const { rows } of generateHistory({ seed, anchor: ANCHOR })) {
        hash.update(JSON.stringify(rows));
        n += rows.length;
        if (n > 6_000) break;
      }
      return hash.digest('hex');
    };
    expect(first(SEED)).toBe(first(SEED));
    expect(first(SEED)).not.toBe(first(SEED + 1));
  });

  it('sends known tables in the vendors’ columns only', () => {
    for (const table of DEMO_TABLES) expect(isTableName(table)).toBe(true);
    expect([...told.columns.keys()].sort()).toEqual([...DEMO_TABLES].sort());
    const file = path.join(process.env.THROUGHLINE_SHARED ?? '../shared', 'reference/table-schemas.csv');
    if (!existsSync(file)) return console.log(`skipped: no ${file}`);
    const schema = new Map<string, Set<string>>();
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const [, table = '', column = ''] = /^"([^"]+)","([^"]+)"/.exec(line) ?? [];
      schema.set(table, (schema.get(table) ?? new Set()).add(column));
    }
    for (const [table, columns] of told.columns) {
      const known = schema.get(table);
      if (!known) {
        expect(table).toBe('OktaSystemLog');
        continue;
      }
      expect(
        [...columns].filter((c) => !known.has(c)),
        table,
      ).toEqual([]);
    }
  });

  it('is read by the portal without a refusal', () => {
    const portal = new MemoryPortal(() => undefined, DEFAULT_DETECTION_SETTINGS);
    for (const [table, rows] of told.samples) for (const row of rows) portal.read(table, row);
    expect([...portal.problems]).toEqual([]);
  });

  it('carries no mark of an attack in a row', () => {
    expect([...told.leaks]).toEqual([]);
    expect(told.storyRows).toBe(storyRows.size);
  });
});

describe('demo stories', () => {
  it('are at least seven in all domains and share no actor, machine or address', () => {
    expect(DEMO_STORIES.length).toBeGreaterThanOrEqual(7);
    expect(new Set(DEMO_STORIES.flatMap((s) => s.domains))).toEqual(
      new Set(['identity', 'endpoint', 'email', 'cloudApp', 'cloudInfrastructure']),
    );
    for (const pick of ['accounts', 'hosts', 'addresses'] as const) {
      const used = DEMO_STORIES.flatMap((s) => [...s[pick]]);
      expect(new Set(used).size, pick).toBe(used.length);
    }
  });

  it('are told whole on whatever weekday and hour the history ends', () => {
    const sizes = Array.from({ length: 7 }, (_, i) => {
      const anchor = ANCHOR + i * DAY + i * 3_600_000;
      return [...storyRowIds(SEED, anchor, anchor - DEMO_DAYS * DAY)].map(([, rows]) => rows.size);
    });
    for (const size of sizes) expect(size).toEqual(sizes[0]);
    expect(Math.min(...(sizes[0] ?? []))).toBeGreaterThan(15);
  });
});

describe('live stream', () => {
  const gather = (from: number, to: number, step: number): string[] => {
    const found: string[] = [];
    for (let t = from; t < to; t += step) {
      for (const { table, rows } of liveEvents({ seed: SEED }, t, Math.min(to, t + step))) {
        for (const row of rows) found.push(nativeId(table, row));
      }
    }
    return found.sort();
  };

  it('gives the same rows however it is cut, each once, at a gentle rate', () => {
    const whole = gather(ANCHOR, ANCHOR + 90 * MINUTE, 90 * MINUTE);
    expect(gather(ANCHOR, ANCHOR + 90 * MINUTE, 7 * MINUTE)).toEqual(whole);
    expect(new Set(whole).size).toBe(whole.length);
    expect(whole.length / (90 * 60)).toBeGreaterThan(0.5);
    expect(whole.length / (90 * 60)).toBeLessThan(3);
  });

  it('stays inside its interval', () => {
    const chunks = liveEvents({ seed: SEED }, ANCHOR, ANCHOR + 10 * MINUTE);
    for (const { rows } of chunks) {
      for (const row of rows) {
        expect(timeOf(row)).toBeGreaterThan(ANCHOR);
        expect(timeOf(row)).toBeLessThanOrEqual(ANCHOR + 10 * MINUTE);
      }
    }
  });
});
