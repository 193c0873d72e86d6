import 'server-only';
import { changeEnv, env } from '../env';
import { onShutdown } from '../lifecycle';
import { closeStreams } from './bus';
import { startDispatcher } from './dispatcher';

/** Starts what keeps browsers and webhooks up to date. Once per server; not while Next is building. */
export function startLive(): void {
  if (env().NEXT_PHASE === 'phase-production-build' || !env().databaseUrl) return;
  // next-auth reads its own address from this variable and nowhere else.
  changeEnv({ NEXTAUTH_URL: env().publicUrl });
  onShutdown('dispatcher', startDispatcher());
  onShutdown('live streams', closeStreams);
}
