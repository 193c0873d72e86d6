import { kustoInput } from '@/lib/domain/inputs/hunting';
import { kustoResponse } from '@/lib/server/hunting/kusto';
import { answerHunt, KUSTO_LIMIT } from '@/lib/server/hunting/queries';
import { route } from '@/lib/server/route';

/** Kusto's query endpoint, version 1. */
export const POST = route(
  { permission: 'hunting:read', body: kustoInput, errors: 'graph' },
  async ({ actor, body, request }) =>
    kustoResponse(
      await answerHunt(actor, { text: body.csl, limit: KUSTO_LIMIT, during: null }, request.signal),
      1,
    ),
);
