import { z } from 'zod';
import { loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import { queueChanges } from '@/lib/server/incidents/changes';
import { route } from '@/lib/server/route';

const query = z.looseObject({ shown: z.string().max(4_000).default(''), since: z.iso.datetime() });

/** `12:3` is number 12 in version 3. */
function shownRow(text: string): { number: number; version: number }[] {
  const [, number, version] = /^(\d{1,9}):(\d{1,9})$/.exec(text) ?? [];
  return number && version ? [{ number: Number(number), version: Number(version) }] : [];
}

/** What happened to an open queue: the rows that it shows as they are now, and how much has come. */
export const GET = route(
  { permission: 'incident:read', query },
  ({ actor, request, query: { shown, since } }) =>
    queueChanges(
      actor,
      toIncidentFilter(loadIncidentParams(request)),
      shown.split(',').flatMap(shownRow),
      new Date(since),
    ),
);
