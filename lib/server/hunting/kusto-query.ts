import 'server-only';
import type { z } from 'zod';
import { type kustoInput, MAX_ROWS } from '@/lib/domain/inputs/hunting';
import type { Actor } from '@/lib/domain/permissions';
import { kustoResponse } from './kusto';
import { answerHunt } from './queries';

interface Asked {
  readonly actor: Actor;
  readonly body: z.output<typeof kustoInput>;
  readonly request: Request;
}

/** What Kusto's query endpoint does; its versions differ in how the answer is written. */
export const kustoQuery =
  (version: 1 | 2) =>
  async ({ actor, body, request }: Asked): Promise<Response> =>
    kustoResponse(
      await answerHunt(actor, { text: body.csl, limit: MAX_ROWS, during: null }, request.signal),
      version,
    );
