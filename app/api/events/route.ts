import { z } from 'zod';
import { liveStream } from '@/lib/server/outbox/stream';
import { route } from '@/lib/server/route';

const sequence = z.string().regex(/^\d{1,18}$/);
const Query = z.object({ after: sequence.optional() });

/** Server-sent events: `change` {sequence, type, targetId}, `reset`, `ended`. Resumes by Last-Event-ID or `after`. */
export const GET = route(
  { permission: 'portal:read', query: Query },
  ({ request, actor, session, query }) => {
    const last = sequence.safeParse(request.headers.get('last-event-id'));
    const after = last.success ? last.data : query.after;
    const stream = liveStream({
      actor,
      sessionId: session?.sessionId ?? null,
      after: after === undefined ? null : BigInt(after),
      signal: request.signal,
    });
    return new Response(stream, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        // nginx would hold events back to fill its buffer.
        'x-accel-buffering': 'no',
      },
    });
  },
);
