import { z } from 'zod';
import { batchStatus } from '@/lib/server/ingest/status';
import { route } from '@/lib/server/route';

/** `GET /api/ingest/batches/{id}`: whether its rows were detected and correlated, and how many were duplicates. */
export const GET = route({ scope: 'ingest', params: z.object({ id: z.uuid() }) }, ({ actor, params }) =>
  batchStatus(actor.tenantId, params.id),
);
