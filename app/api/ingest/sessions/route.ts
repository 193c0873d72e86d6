import { z } from 'zod';
import { openSession } from '@/lib/server/ingest/sessions';
import { route } from '@/lib/server/route';

const Body = z.object({ name: z.string().min(1).max(200) });

/** `POST /api/ingest/sessions`: opens an import session; its rows wait until it closes. */
export const POST = route({ scope: 'ingest', body: Body }, async ({ actor, body }) =>
  Response.json({ sessionId: await openSession(actor.tenantId, body) }, { status: 201 }),
);
