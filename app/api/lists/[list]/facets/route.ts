import { z } from 'zod';
import { route } from '@/lib/server/route';
import { listOf, listParams } from '../../list-route';

const facetQuery = z.looseObject({ facet: z.string().max(50), match: z.string().max(200).default('') });

/** The most frequent values of one property among the rows that the other filters match. */
export const GET = route(
  { permission: 'portal:read', params: listParams, query: facetQuery },
  ({ actor, params, request, query: { facet, match } }) => {
    const { list, query } = listOf(actor, params, request);
    return list.values(actor, query, facet, match);
  },
);
