import { describe, expect, it } from 'vitest';
import { DEMO_DAYS, DEMO_STORIES } from '../index';
import { type CheckReport, checkHistory } from './report';

const ASKED = process.env.DEMO_CHECK === '1';
if (!ASKED) console.log('skipped: the whole history through the engine takes a minute; set DEMO_CHECK=1');

/** Incidents per story, vendor-grade noise: what the portal's acceptance asks of its demo tenant. */
describe.skipIf(!ASKED)('demo history in the engine', () => {
  let report: CheckReport;

  it('runs', () => {
    report = checkHistory(Number(process.env.DEMO_SEED ?? 1), Date.parse('2026-11-20T16:20:00Z'));
    console.log(report.lines.join('\n'));
    expect(report.incidents.length).toBeGreaterThan(DEMO_STORIES.length);
  });

  it('makes one incident of each story and mixes none', () => {
    for (const story of DEMO_STORIES) {
      const mine = report.incidents.filter((i) => i.stories.has(story.id));
      expect(mine.length, story.id).toBe(1);
      expect([...(mine[0]?.stories.keys() ?? [])], story.id).toEqual([story.id]);
    }
  });

  it('opens at most three incidents a day of ordinary life, none of them high', () => {
    const life = report.incidents.filter((i) => [...i.stories.keys()].every((s) => s === 'life'));
    expect(life.length).toBeLessThanOrEqual(3 * DEMO_DAYS);
    expect(life.length).toBeGreaterThan(5);
    expect(life.filter((i) => i.severities.has('high')).map((i) => i.descriptions[0])).toEqual([]);
  });
});
