import 'server-only';
import { orderGroups } from '@/components/incidents/queue/groups';
import type { QueueStart } from '@/components/incidents/queue/use-queue';
import { type IncidentParams, rowsSearch, toIncidentFilter } from '@/lib/client/incidents';
import type { Actor } from '@/lib/domain/permissions';
import { countGroups } from '@/lib/server/incidents/facets';
import { listIncidents } from '@/lib/server/incidents/queries';

/**
 * The first rows of the queue. They do not wait for their count, which is streamed after them; groups do, since nothing
 * can be laid out before it is known how large they are.
 */
export async function openQueue(actor: Actor, params: IncidentParams): Promise<QueueStart> {
  const filter = toIncidentFilter({ ...params, within: null });
  const asOf = new Date().toISOString();
  const search = rowsSearch(params);
  if (params.group === null) {
    const count = countGroups(actor, filter, null);
    count.catch(() => undefined);
    const { rows, next } = await listIncidents(actor, filter);
    return { head: { rows, next }, section: null, search, asOf, count };
  }
  const count = await countGroups(actor, filter, params.group);
  const first = orderGroups(params.group, count.groups).find(({ value }) => !params.folded.includes(value));
  if (!first) return { head: { rows: [], next: null }, section: null, search, asOf, count };
  const within = { group: params.group, value: first.value };
  const { rows, next } = await listIncidents(actor, { ...filter, within });
  return { head: { rows, next }, section: first.value, search, asOf, count };
}
