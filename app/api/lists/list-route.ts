import 'server-only';
import { z } from 'zod';
import type { Actor } from '@/lib/domain/permissions';
import { authorize } from '@/lib/server/authz/authorize';
import { AppError } from '@/lib/server/errors';
import { BOUND_LISTS, type BoundList } from './bind';

export const listParams = z.object({ list: z.string() });

/** The list that a path names, for somebody who may read it, and the query that says its filter. */
export function listOf(
  actor: Actor,
  { list }: { readonly list: string },
  request: Request,
): { readonly list: BoundList; readonly query: URLSearchParams } {
  const found = Object.hasOwn(BOUND_LISTS, list) ? BOUND_LISTS[list] : undefined;
  if (!found) throw new AppError('notFound', `list ${list}`);
  authorize(actor, found.permission);
  return { list: found, query: new URL(request.url).searchParams };
}
