import { readiness } from '@/lib/server/health/readiness';
import { route } from '@/lib/server/route';

export const dynamic = 'force-dynamic';

/** Whether a load balancer should send requests here: 200, or 503 with the check that failed. */
export const GET = route({ public: 'probes of a load balancer carry no credentials' }, async () => {
  const { ready, checks } = await readiness();
  return Response.json({ status: ready ? 'ready' : 'notReady', checks }, { status: ready ? 200 : 503 });
});
