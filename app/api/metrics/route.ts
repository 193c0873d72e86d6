import { metricsText } from '@/lib/server/health/portal-metrics';
import { route } from '@/lib/server/route';

export const dynamic = 'force-dynamic';

/** Prometheus scrapes this with an API token of scope `read`. */
export const GET = route(
  { scope: 'read' },
  async () =>
    new Response(await metricsText(), {
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    }),
);
