import { route } from '@/lib/server/route';

export const dynamic = 'force-dynamic';

/** The process runs and answers; nothing else is looked at, so that a database outage restarts no web server. */
export const GET = route({ public: 'probes of an orchestrator carry no credentials' }, () => ({
  status: 'live',
}));
