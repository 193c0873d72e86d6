import { z } from 'zod';
import { LISTS } from './list';

/** Longest query string that a view keeps. */
const SEARCH_LIMIT = 4_000;
/** Most views that one person may own of one list. */
export const VIEW_LIMIT = 100;

/** A list as somebody wants to find it again. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** Query string of the list, with its question mark; empty for the list as it is by itself. */
  readonly search: string;
  readonly shared: boolean;
  readonly owner: { readonly id: string; readonly name: string };
  /** Whether the person who asks may change it. */
  readonly canChange: boolean;
  readonly version: number;
}

/** The views of a list that a person can open, and the one that opens by itself. */
export interface SavedViews {
  readonly views: readonly SavedView[];
  readonly defaultId: string | null;
}

const id = z.string().min(1).max(100);
const list = z.enum(LISTS);
const name = z.string().trim().min(1, 'Enter a name.').max(80);
const search = z
  .string()
  .max(SEARCH_LIMIT)
  .regex(/^(\?[^#\s]*)?$/, 'is not a query string');

export const createViewInput = z.object({ list, name, search, shared: z.boolean() });
/** What is left out stays as it is. */
export const updateViewInput = z.object({
  id,
  version: z.number().int().min(1),
  name: name.optional(),
  search: search.optional(),
  shared: z.boolean().optional(),
});
export const deleteViewInput = z.object({ id });
/** `null` lets the list open as it is by itself again. */
export const defaultViewInput = z.object({ list, viewId: id.nullable() });

export type CreateViewInput = z.infer<typeof createViewInput>;
export type UpdateViewInput = z.infer<typeof updateViewInput>;
export type DefaultViewInput = z.infer<typeof defaultViewInput>;
