import { getDemo } from '@/lib/server/demo/state';
import { env } from '@/lib/server/env';
import { pool } from '@/lib/server/pg';
import { ensureTenant } from '@/lib/server/tenant';
import { step } from '../up/steps';
import { demoSignIn } from './accounts';
import { createDemo, needsDemo } from './create';
import { startDemoStream } from './stream';

export interface RunningDemo {
  /** Lines that say how to sign in with the demo accounts; none when there are none. */
  readonly signIn: readonly string[];
  stop(): void;
}

/** Makes the demo company in an empty database and keeps it alive while the portal runs. */
export async function startDemo(): Promise<RunningDemo> {
  const tenantId = await ensureTenant();
  if (env().THROUGHLINE_DEMO && (await needsDemo(tenantId))) {
    await step(
      'Demo company',
      (progress) => createDemo(tenantId, progress),
      (told) => `${told} events told`,
    );
  }
  const { present } = await getDemo(pool(), tenantId);
  return { signIn: await demoSignIn(tenantId), stop: present ? startDemoStream(tenantId) : () => undefined };
}
