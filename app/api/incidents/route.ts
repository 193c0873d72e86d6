import { z } from 'zod';
import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import { incidentsByNumber, listIncidents } from '@/lib/server/incidents/queries';
import { route } from '@/lib/server/route';

const query = z.looseObject({ shown: z.string().max(2_000).default('') });

/** The queue as it is now, and the rows that an open queue shows as they are now. */
export const GET = route(
  { permission: 'incident:read', query },
  async ({ actor, request, query: { shown } }) => {
    const params = loadIncidentParams(request);
    const numbers = shown
      .split(',')
      .filter((text) => /^\d{1,9}$/.test(text))
      .map(Number);
    const [page, rows] = await Promise.all([
      listIncidents(actor, toIncidentFilter(params), params),
      incidentsByNumber(actor, numbers),
    ]);
    return { rows: page.rows, shown: rows };
  },
);
