import { z } from 'zod';
import { closeSession, getSession } from '@/lib/server/ingest/sessions';
import { route } from '@/lib/server/route';

/** `POST /api/ingest/sessions/{id}/close`: its rows are now told in the order of their event times. */
export const POST = route(
  { scope: 'ingest', params: z.object({ id: z.uuid() }) },
  async ({ actor, params }) => {
    await closeSession(actor.tenantId, params.id);
    return Response.json(await getSession(actor.tenantId, params.id), { status: 202 });
  },
);
