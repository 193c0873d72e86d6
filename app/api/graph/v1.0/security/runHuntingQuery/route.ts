import { graphHuntInput, MAX_ROWS } from '@/lib/domain/inputs/hunting';
import { AppError } from '@/lib/server/errors';
import { graphResults, timespanOf } from '@/lib/server/graph-api/hunting';
import { answerHunt } from '@/lib/server/hunting/queries';
import { route } from '@/lib/server/route';

/** `POST /security/runHuntingQuery` */
export const POST = route(
  { permission: 'hunting:read', body: graphHuntInput, errors: 'graph' },
  async ({ actor, body, request }) => {
    const hunt = { text: body.Query, limit: MAX_ROWS, during: timespanOf(body.Timespan, Date.now()) };
    const answer = await answerHunt(actor, hunt, request.signal);
    if ('result' in answer) return graphResults(answer.result);
    const reasons = answer.refused.map(({ code, message, span }) => `${code} at ${span.start}: ${message}`);
    throw new AppError('badRequest', reasons.join('\n'), { userText: reasons.join(' ') });
  },
);
