/**
 * The lake at work, for tests that end it with SIGKILL: `crash-child.ts <step> <occurrence>` does everything once and
 * ends itself when that step is reached for that time; `none` runs to the end or until somebody else ends it.
 */
import { env } from '@/lib/server/env';
import { closePool } from '@/lib/server/pg';
import { compact, compactionJobs } from '../compact';
import { collectGarbage } from '../gc';
import { applyRetention } from '../retention';
import { sealGroup, waitingGroups } from '../seal';
import { openLake } from './lake';

const [, , step = 'none', occurrence = '1'] = process.argv;
let left = Number(occurrence);

const lake = await openLake(env().dataDir, {
  reached: (at) => {
    if (at === step && --left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
process.stdout.write('working\n');
await collectGarbage(lake);
for (let groups = await waitingGroups(); groups.length > 0; groups = await waitingGroups()) {
  for (const group of groups) await sealGroup(lake, group);
}
for (const job of await compactionJobs(20)) await compact(lake, job);
await applyRetention(lake, 30, Date.UTC(2026, 2, 10, 12));
await collectGarbage(lake);
lake.duck.closeSync();
await closePool();
