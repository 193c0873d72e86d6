import 'server-only';
import { z } from 'zod';
import type { Actor } from '@/lib/domain/permissions';
import { LISTS, type ListName } from '@/lib/domain/views/list';
import { authorize } from '@/lib/server/authz/authorize';
import { BOUND_LISTS, type BoundList } from './bind';

export const listParams = z.object({ list: z.enum(LISTS) });

/** The list that a path names, for somebody who may read it, and the query that says its filter. */
export function listOf(
  actor: Actor,
  { list }: { readonly list: ListName },
  request: Request,
): { readonly list: BoundList; readonly query: URLSearchParams } {
  const found = BOUND_LISTS[list];
  authorize(actor, found.permission);
  return { list: found, query: new URL(request.url).searchParams };
}
