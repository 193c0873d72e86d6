import { z } from 'zod';
import { route } from '@/lib/server/route';
import { listOf, listParams } from '../../list-route';

const changesQuery = z.looseObject({
  shown: z.string().max(12_000).default(''),
  since: z.iso.datetime(),
});

/** `id:stamp`, each part encoded. */
function shownRow(text: string): { id: string; stamp: string }[] {
  const [id = '', stamp = ''] = text.split(':').map(decode);
  return id === '' || stamp === '' ? [] : [{ id, stamp }];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text).replaceAll('\u0000', '');
  } catch {
    return '';
  }
}

/** What happened to an open list: the rows that it shows as they are now, and how much has come. */
export const GET = route(
  { permission: 'portal:read', params: listParams, query: changesQuery },
  ({ actor, params, request, query: { shown, since } }) => {
    const { list, query } = listOf(actor, params, request);
    return list.changes(actor, query, shown.split(',').flatMap(shownRow), new Date(since));
  },
);
