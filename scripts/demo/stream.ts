import { MINUTE, SECOND } from '@/lib/core/time';
import { DEMO_ORIGIN, getDemo, setDemo } from '@/lib/server/demo/state';
import { accept } from '@/lib/server/ingest/accept';
import { pool } from '@/lib/server/pg';
import { liveEvents } from '@/prisma/demo';
import { DEMO_SEED, ndjson } from './history';

const TICK = 5 * SECOND;
/** After a pause or a night of sleep the company goes on from now; what it would have done meanwhile is not told. */
const LONGEST_GAP = 15 * MINUTE;

/** Keeps the demo company alive while the portal runs. Paused and resumed in Settings. Returns how to stop it. */
export function startDemoStream(tenantId: string): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    tick(tenantId)
      .catch((error: Error) => console.error(`demo stream: ${error.message}`))
      .finally(() => {
        busy = false;
      });
  }, TICK);
  return () => clearInterval(timer);
}

async function tick(tenantId: string): Promise<void> {
  const demo = await getDemo(pool(), tenantId);
  if (!demo.present) return;
  const now = Date.now();
  const from = Math.max(demo.streamedTo ?? now, now - LONGEST_GAP);
  if (!demo.paused) {
    for (const { table, rows } of liveEvents({ seed: DEMO_SEED }, from, now)) {
      if (rows.length > 0)
        await accept({ tenantId, table, body: ndjson(rows), origin: DEMO_ORIGIN, receivedAt: now });
    }
  }
  // Told again after a crash between the two, the same rows are duplicates: they have the same ids.
  await setDemo(pool(), tenantId, { streamedTo: now });
}
