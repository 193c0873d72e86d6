import { z } from 'zod';
import { getSession } from '@/lib/server/ingest/sessions';
import { route } from '@/lib/server/route';

/** `GET /api/ingest/sessions/{id}`: state and totals of an import. */
export const GET = route({ scope: 'ingest', params: z.object({ id: z.uuid() }) }, ({ actor, params }) =>
  getSession(actor.tenantId, params.id),
);
