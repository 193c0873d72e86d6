import { readSelection } from '@/lib/client/bulk-selection';
import { previewInput } from '@/lib/domain/jobs';
import { previewSelection } from '@/lib/server/jobs/preview';
import { route } from '@/lib/server/route';

const MAX_BYTES = 1_000_000;

/** What a selection holds, so that only steps that change something are offered. */
export const POST = route(
  { permission: 'incident:write', body: previewInput, maxBytes: MAX_BYTES },
  ({ actor, body }) => previewSelection(actor, readSelection(body.target, body.selection)),
);
