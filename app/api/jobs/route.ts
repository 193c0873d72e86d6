import { readSelection } from '@/lib/client/bulk-selection';
import { jobInput } from '@/lib/domain/jobs';
import { createJob } from '@/lib/server/jobs/commands';
import { trayJobs } from '@/lib/server/jobs/queries';
import { route } from '@/lib/server/route';

/** What the tray shows. */
export const GET = route({ permission: 'incident:read' }, ({ actor }) => trayJobs(actor));

/** A selection is larger than other bodies: ten thousand ids. */
const MAX_BYTES = 1_000_000;

/** Makes a bulk job of a selection, frozen as it is now. 409 with `fields.count` when a filter matches another number. */
export const POST = route(
  { permission: 'incident:write', body: jobInput, maxBytes: MAX_BYTES },
  ({ actor, requestId, body }) =>
    createJob(actor, requestId, {
      action: body.action,
      selection: readSelection(body.target, body.selection),
    }),
);
