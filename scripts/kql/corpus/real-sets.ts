import { huntingProcess, refusalsOf, runHunt } from '@/lib/server/hunting/client';
import { pool } from '@/lib/server/pg';
import { queryProcess } from '@/lib/server/query/child';
import { tableCounts } from '@/lib/server/query/client';
import { DEMO_SEED } from '@/scripts/demo/history';
import { evaluateDemo } from '@/scripts/evaluate/demo';
import { withFreshDatabase } from '@/scripts/evaluate/fresh-database';
import { importSet } from '@/scripts/evaluate/import-set';
import { presentSets } from '@/scripts/evaluate/sets';
import type { CorpusQuery } from './queries';
import { type Outcome, Reasons, stoppedAt } from './reasons';

const LIMIT = 10_000;
const TIMEOUT_MS = 60_000;
const HOUR = 3_600_000;
const DEMO_DAYS = 30;
const DEMO = 'demo company, thirty days';

interface Answers {
  rows: number;
  asked: number;
  executed: number;
  /** Queries with rows, and all of their rows (at most LIMIT of each). */
  'with rows': number;
  'rows found': number;
  stopped: number;
  failed: number;
}

/**
 * Loads each real set, and the demo company, into a tenant of its own and asks every query there that names a table
 * with rows; `now()` is just after the set's last row, so that what looks back sees it.
 */
export async function runOnRealSets(queries: readonly CorpusQuery[], wanted: string): Promise<void> {
  const answers: Record<string, Answers> = {};
  const reasons = new Reasons();
  await withFreshDatabase(async () => {
    try {
      for (const [index, set] of presentSets('../shared').entries()) {
        if (!set.name.includes(wanted)) continue;
        const tenantId = `set-${index}`;
        await importSet(set, tenantId);
        answers[set.name] = await askAll(queries, tenantId, reasons);
        console.error(`${set.name}: ${JSON.stringify(answers[set.name])}`);
      }
      if (DEMO.includes(wanted)) {
        await pool().query("insert into tenant (id, name) values ('demo', 'demo company')");
        await evaluateDemo({ tenantId: 'demo', seed: DEMO_SEED, anchor: Date.now(), days: DEMO_DAYS });
        answers[DEMO] = await askAll(queries, 'demo', reasons);
      }
    } finally {
      await huntingProcess.stop();
      await queryProcess.stop();
    }
  });
  console.log('\nOn the real sets and the demo company, those that name a table with rows there');
  console.table(answers);
  reasons.print();
}

async function askAll(queries: readonly CorpusQuery[], tenantId: string, reasons: Reasons): Promise<Answers> {
  const counts = (await tableCounts(tenantId)).filter(({ rows }) => rows > 0);
  const filled = new Set<string>(counts.map(({ table }) => table));
  const now = new Date(Math.max(...counts.map(({ maxTime }) => maxTime ?? 0)) + HOUR).toISOString();
  const about = queries.filter(({ tables }) => tables.some((table) => filled.has(table)));
  const answers: Answers = {
    rows: counts.reduce((sum, { rows }) => sum + rows, 0),
    asked: about.length,
    executed: 0,
    'with rows': 0,
    'rows found': 0,
    stopped: 0,
    failed: 0,
  };
  for (const { id, query } of about) {
    try {
      const found = await runHunt(
        { tenantId, text: query, limit: LIMIT, during: null, now },
        { timeoutMs: TIMEOUT_MS },
      );
      answers.executed++;
      answers['with rows'] += Number(found.rows.length > 0);
      answers['rows found'] += found.rows.length;
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome === 'failed') answers.failed++;
      else answers.stopped++;
      reasons.add(outcome, refusalsOf(error)?.[0]?.message ?? String((error as Error).message), id);
    }
  }
  return answers;
}

function outcomeOf(error: unknown): Outcome {
  const refused = refusalsOf(error);
  return refused ? stoppedAt(refused) : 'failed';
}
