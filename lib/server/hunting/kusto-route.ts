import 'server-only';
import { kustoInput, MAX_ROWS } from '@/lib/domain/inputs/hunting';
import { type RouteHandler, route } from '../route';
import { kustoResponse } from './kusto';
import { answerHunt } from './queries';

/** Kusto's query endpoint; its versions differ in how the answer is written. */
export const kustoQueryRoute = (version: 1 | 2): RouteHandler =>
  route({ permission: 'hunting:read', body: kustoInput, errors: 'graph' }, async ({ actor, body, request }) =>
    kustoResponse(
      await answerHunt(actor, { text: body.csl, limit: MAX_ROWS, during: null }, request.signal),
      version,
    ),
  );
