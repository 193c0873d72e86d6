import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_TENANT, ensureTenant } from '@/lib/server/tenant';
import { testDatabase } from '@/lib/server/testing/database';
import { evaluatedAlerts, standingIncidents } from '@/lib/server/testing/grouping';
import { dataFiles, importFiles, sharedData } from '@/lib/server/testing/pipeline';
import { DEMO_SEED } from '../demo/history';
import { type DemoOutcome, evaluateDemo } from './demo';
import { demoSection } from './report';

/** A slice, longer than the week that bulk detectors learn; `npm run evaluate -- --demo` tells the whole thirty days. */
const DAYS = 10;
const ANCHOR = Date.parse('2026-11-20T16:20:00Z');

const SETS: readonly (readonly [set: string, files: RegExp])[] = [
  ['otrf-golden-saml', /\.json$/],
  ['sentinel-training-lab', /\.csv$/],
  ['mstic-guided-investigation', /SecurityAlert\.jsonl$/],
];

describe(`the last ${DAYS} days of the demo company, through ingest and engine`, () => {
  testDatabase();
  let outcome: DemoOutcome;
  beforeAll(async () => {
    const tenantId = await ensureTenant();
    outcome = await evaluateDemo({ tenantId, seed: DEMO_SEED, anchor: ANCHOR, days: DAYS });
    console.log(demoSection(outcome).join('\n'));
  }, 600_000);

  it('refuses no row', () => {
    expect(outcome.refused).toBe(0);
    expect(outcome.rows).toBeGreaterThan(50_000);
  });

  it('makes one incident of each story (≤ 1.1 on average), with alerts for each that began in the slice', () => {
    const seen = outcome.stories.filter((story) => story.strong > 0);
    for (const id of ['ransomware-precursor', 'cloud-takeover', 'helpdesk-impostor'])
      expect(seen.map((story) => story.id)).toContain(id);
    const mean = seen.reduce((sum, story) => sum + story.incidents, 0) / seen.length;
    expect(mean).toBeLessThanOrEqual(1.1);
  });

  it('puts no strangers together: pairwise precision ≥ 0.98', () => {
    expect(outcome.mixed).toEqual([]);
    expect(outcome.precision).toBeGreaterThanOrEqual(0.98);
  });

  it('keeps real sets, imported into the same tenant, apart from every demo story', async () => {
    const files = SETS.flatMap(([set, pattern]) => {
      const folder = sharedData(set);
      return folder ? dataFiles(folder, pattern) : [];
    });
    if (files.length === 0) return;
    const before = await standingIncidents(DEFAULT_TENANT, 'demo');
    await importFiles(files);
    expect(await standingIncidents(DEFAULT_TENANT, 'demo')).toEqual(before);
    const real = await evaluatedAlerts(DEFAULT_TENANT);
    expect(real.length).toBeGreaterThan(50);
    const demo = new Set(before.map((incident) => incident.id));
    expect(real.filter((alert) => alert.incidentId !== null && demo.has(alert.incidentId))).toEqual([]);
  });

  it('opens at most three incidents a day for ordinary life, none of them high', () => {
    const { incidents, days } = outcome.life;
    expect(incidents.length / days).toBeLessThanOrEqual(3);
    expect(incidents.filter((incident) => incident.severity === 'high')).toEqual([]);
  });
});
