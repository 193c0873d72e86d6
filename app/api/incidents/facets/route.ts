import { z } from 'zod';
import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import { INCIDENT_FACETS } from '@/lib/domain/views/incident';
import { topValues } from '@/lib/server/incidents/facets';
import { route } from '@/lib/server/route';

const query = z.looseObject({ facet: z.enum(INCIDENT_FACETS), match: z.string().max(200).default('') });

/** The most frequent values of one property among the incidents that the other filters match. */
export const GET = route(
  { permission: 'incident:read', query },
  ({ actor, request, query: { facet, match } }) =>
    topValues(actor, toIncidentFilter(loadIncidentParams(request)), facet, match),
);
