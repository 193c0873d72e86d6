import 'server-only';
import type { z } from 'zod';
import { type kustoInput, MAX_ROWS } from '@/lib/domain/inputs/hunting';
import type { Actor } from '@/lib/domain/permissions';
import { kustoResponse } from './kusto';
import { answerHunt, type Hunt } from './queries';

/** Milliseconds around the epoch that the catalogue can hold. */
const EVER = 6e13;

interface Asked {
  readonly actor: Actor;
  readonly body: z.output<typeof kustoInput>;
  readonly request: Request;
}

/** What Kusto's query endpoint does; its versions differ in how the answer is written. */
export const kustoQuery =
  (version: 1 | 2) =>
  async ({ actor, body, request }: Asked): Promise<Response> =>
    kustoResponse(await answerHunt(actor, huntOf(body), request.signal), version);

/** The options that change which rows come back; of the others clients send dozens. */
export function huntOf({ csl, properties }: Asked['body']): Hunt {
  const {
    query_datetimescope_from: from,
    query_datetimescope_to: to,
    truncationmaxrecords,
  } = properties?.Options ?? {};
  const during =
    from || to ? { from: from ? Date.parse(from) : -EVER, to: to ? Date.parse(to) : EVER } : null;
  return { text: csl, limit: Math.min(truncationmaxrecords ?? MAX_ROWS, MAX_ROWS), during };
}
