/** The portal of the browser tests: what an interrupted run left is taken away, then `npm run up` starts from nothing. */
import { rmSync } from 'node:fs';
import { env } from '@/lib/server/env';
import { stopPostgres } from '@/lib/server/postgres/cluster';

const { dataDir, postgresDir } = env();
await stopPostgres({ dir: postgresDir });
rmSync(dataDir, { recursive: true, force: true });
await import('../up');
