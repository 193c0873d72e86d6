/**
 * `npm run evaluate -- [--shared DIR] [--demo] [--only TEXT] [--out FILE]`
 *
 * Imports the published real data sets of `DIR/data` (default `../shared`) into a fresh
 * embedded database, compares what came of them with their documented ground truth, and writes the table to
 * `docs/real-data.md`. With `--demo` it also tells the demo company's thirty days and measures stories and noise.
 * Exit code 1 when something expected was not found.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pool } from '@/lib/server/pg';
import { evaluatedAlerts } from '@/lib/server/testing/grouping';
import { importFiles } from '@/lib/server/testing/pipeline';
import { DEMO_SEED } from './demo/history';
import { type DemoOutcome, evaluateDemo } from './evaluate/demo';
import { withFreshDatabase } from './evaluate/fresh-database';
import { importSet, type SetOutcome } from './evaluate/import-set';
import { report } from './evaluate/report';
import { type PresentSet, presentSets } from './evaluate/sets';
import { type Expectation, goldenSaml, trainingLab, vendorFused } from './evaluate/truths';

const { values: options } = parseArgs({
  options: {
    shared: { type: 'string', default: '../shared' },
    demo: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    out: { type: 'string', default: 'docs/real-data.md' },
  },
});

const TRUTHS: Readonly<Record<string, (tenantId: string, set: string) => Promise<Expectation[]>>> = {
  'OTRF golden SAML (SimuLand)': goldenSaml,
  'Sentinel training lab': trainingLab,
  'MSTIC: SecurityAlert with fused incidents': vendorFused,
};

async function evaluateSets(
  sets: readonly PresentSet[],
): Promise<{ outcomes: SetOutcome[]; truths: Expectation[] }> {
  const outcomes: SetOutcome[] = [];
  const truths: Expectation[] = [];
  for (const [i, set] of sets.entries()) {
    const tenantId = `set-${i}`;
    const outcome = await importSet(set, tenantId);
    outcomes.push(outcome);
    const { rows, refused, alerts, incidents, seconds } = outcome;
    console.error(
      `${set.name}: ${rows} rows, ${refused} refused, ${alerts} alerts, ${incidents} incidents, ${seconds.toFixed(1)} s`,
    );
    truths.push(...((await TRUTHS[set.name]?.(tenantId, set.name)) ?? []));
  }
  return { outcomes, truths };
}

/** @returns how many incidents hold alerts of two sets when all of them are told to one tenant */
async function crossings(sets: readonly PresentSet[]): Promise<number> {
  const tenantId = 'together';
  await pool().query('insert into tenant (id, name) values ($1, $1)', [tenantId]);
  const setOf = new Map<string, string>();
  for (const { name, paths } of sets.filter((s) => s.name !== 'MSTIC: everything'))
    for (const { batchId } of await importFiles(paths, { tenantId }))
      setOf.set(batchId, name.split(':')[0] ?? name);
  const inIncident = new Map<string, Set<string>>();
  for (const { incidentId, requestIds } of await evaluatedAlerts(tenantId)) {
    if (incidentId === null) continue;
    const names = inIncident.get(incidentId) ?? new Set<string>();
    for (const id of requestIds) names.add(setOf.get(id) ?? 'unknown');
    inIncident.set(incidentId, names);
  }
  const crossing = [...inIncident.values()].filter((names) => names.size > 1);
  for (const names of crossing) console.error(`one incident of two sets: ${[...names].join(' and ')}`);
  return crossing.length;
}

async function demoCompany(): Promise<DemoOutcome> {
  await pool().query("insert into tenant (id, name) values ('demo', 'demo company') on conflict do nothing");
  return evaluateDemo({ tenantId: 'demo', seed: DEMO_SEED, anchor: Date.now(), days: 30 });
}

const sets = presentSets(options.shared).filter((set) => set.name.includes(options.only));
await withFreshDatabase(async () => {
  const { outcomes, truths } = await evaluateSets(sets);
  const crossing = await crossings(sets);
  const demo = options.demo ? await demoCompany() : undefined;
  const text = report(outcomes, truths, crossing, demo);
  writeFileSync(options.out, text);
  console.log(text);
  if (crossing > 0 || truths.some((t) => !t.met)) process.exitCode = 1;
});
