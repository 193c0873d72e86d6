import { z } from 'zod';
import { WATCHLIST_ALIAS } from '../watchlist';

const columnName = z.string().min(1).max(1_000);
const id = z.uuid();
const version = z.number().int().min(1);

export const watchlistAlias = z
  .string()
  .regex(WATCHLIST_ALIAS, 'Letters, digits, - and _; it begins with a letter or digit');

const labels = z.array(z.string().trim().min(1).max(40)).max(20);
const itemDays = z.number().int().min(1).max(36_500);

/** What is set with an upload; what is absent stays as it is. */
export const watchlistUploadQuery = z.object({
  mode: z.enum(['replace', 'merge']).default('replace'),
  /** `new` refuses an alias that there is already, `existing` one that there is not. */
  expect: z.enum(['new', 'existing', 'any']).default('any'),
  key: columnName.optional(),
  name: z.string().trim().max(200).optional(),
  description: z.string().trim().max(2_000).optional(),
  labels: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((label) => label.trim())
        .filter(Boolean),
    )
    .pipe(labels)
    .optional(),
  source: z.string().trim().max(200).optional(),
  /** Empty for none. */
  expiryColumn: z.string().max(1_000).optional(),
  itemDays: z.coerce.number().pipe(itemDays).optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});
export type WatchlistUpload = z.output<typeof watchlistUploadQuery>;

export const watchlistItemsQuery = z.object({
  find: z.string().max(200).default(''),
  in: z.enum(['key', 'any']).default('key'),
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

/** Name, description, labels, search key, when it ends. */
export const watchlistSettingsInput = z.object({
  id,
  version,
  name: z.string().trim().min(1).max(200),
  description: z.string().trim().max(2_000),
  labels,
  searchKey: columnName,
  itemDays: itemDays.nullable(),
  expiresAt: z.iso.datetime().nullable(),
});
export type WatchlistSettings = z.output<typeof watchlistSettingsInput>;

/** An item: a new one, or one that is there with other values. */
export const watchlistItemInput = z.object({
  id,
  item: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable(),
  /** In the order of the list's columns. */
  values: z.array(z.string().max(10_000)).min(1).max(200),
  expiresAt: z.iso.datetime().nullable(),
});
export type WatchlistItemInput = z.output<typeof watchlistItemInput>;

export const deleteItemsInput = z.object({
  id,
  items: z
    .array(z.string().regex(/^\d{1,18}$/))
    .min(1)
    .max(200),
});

export const watchlistInput = z.object({ id });
export const restoreWatchlistInput = z.object({ id, number: z.number().int().min(1) });
