import { beforeAll, expect, it } from 'vitest';
import { DAY, SECOND } from '@/lib/core/time';
import { sourceHealth } from '@/lib/server/data-health/queries';
import { accept } from '@/lib/server/ingest/accept';
import { closeSession, openSession } from '@/lib/server/ingest/sessions';
import { testDatabase } from '@/lib/server/testing/database';
import { type SignedIn, signedIn } from '@/lib/server/testing/people';
import { TestEngine } from '@/lib/server/testing/pipeline';

testDatabase();
let analyst: SignedIn;
beforeAll(async () => {
  analyst = await signedIn('analyst', ['analyst']);
});

let sent = 0;

/** Sends one row and has it processed. */
async function send(time: number, sessionId?: string): Promise<void> {
  const row = {
    TimeGenerated: new Date(time).toISOString(),
    Id: `h-${sent++}`,
    UserPrincipalName: 'kim@h.example',
  };
  async function* body(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(JSON.stringify(row));
  }
  const session = sessionId ? { sessionId } : {};
  await accept({
    tenantId: 'default',
    table: 'SigninLogs',
    body: body(),
    receivedAt: Date.now(),
    ...session,
  });
  await new TestEngine().drain();
}

const lag = async () => (await sourceHealth(analyst.actor))[0]?.lag;

it('learns the lag of a source from what arrives, not from an import', async () => {
  const sessionId = await openSession('default', { name: 'old rows', mode: 'history' });
  await send(Date.now() - 30 * DAY, sessionId);
  await send(Date.now() - 29 * DAY, sessionId);
  await closeSession('default', sessionId);
  await new TestEngine().drain();
  expect(await sourceHealth(analyst.actor)).toMatchObject([{ rows: 2, lag: null, isSilent: false }]);

  await send(Date.now() - 20 * SECOND);
  expect(await lag()).toBeGreaterThan(19);
  expect(await lag()).toBeLessThan(60);
});
