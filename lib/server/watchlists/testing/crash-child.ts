/**
 * One upload, for tests that end it with SIGKILL: `crash-child.ts <step> <mode> <csv>` replaces a list or merges into it
 * and ends itself when that step is reached; `none` runs to the end.
 */
import { watchlistUploadQuery } from '@/lib/domain/inputs/watchlist';
import { userActor } from '@/lib/server/authz/authorize';
import { closePrisma } from '@/lib/server/db';
import { closePool } from '@/lib/server/pg';
import { uploadWatchlist } from '../upload';
import { stopWriter } from '../writer';

const [, , step = 'none', mode = 'replace', csv = ''] = process.argv;

async function* content(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csv);
}

await uploadWatchlist({
  actor: userActor({ tenantId: 'a', id: 'u', name: 'U', roles: ['analyst'] }),
  requestId: null,
  alias: 'Crash',
  options: watchlistUploadQuery.parse({ mode, key: 'k' }),
  body: { content: content(), isGzip: false },
  reached: (at) => {
    if (at === step) process.kill(process.pid, 'SIGKILL');
  },
});
await stopWriter();
await closePrisma();
await closePool();
