'use server';
import {
  deleteItemsInput,
  restoreWatchlistInput,
  watchlistInput,
  watchlistItemInput,
  watchlistSettingsInput,
} from '@/lib/domain/inputs/watchlist';
import { action } from '@/lib/server/action';
import * as commands from '@/lib/server/watchlists/commands';
import * as items from '@/lib/server/watchlists/items';

export const changeWatchlist = action
  .metadata({ permission: 'watchlist:write' })
  .inputSchema(watchlistSettingsInput)
  .action(({ parsedInput, ctx }) => commands.changeSettings(ctx.actor, ctx.requestId, parsedInput));

export const deleteWatchlist = action
  .metadata({ permission: 'watchlist:write' })
  .inputSchema(watchlistInput)
  .action(({ parsedInput, ctx }) => commands.deleteWatchlist(ctx.actor, ctx.requestId, parsedInput));

export const restoreWatchlist = action
  .metadata({ permission: 'watchlist:write' })
  .inputSchema(restoreWatchlistInput)
  .action(({ parsedInput, ctx }) => commands.restoreVersion(ctx.actor, ctx.requestId, parsedInput));

export const saveWatchlistItem = action
  .metadata({ permission: 'watchlist:write' })
  .inputSchema(watchlistItemInput)
  .action(({ parsedInput, ctx }) => items.saveItem(ctx.actor, ctx.requestId, parsedInput));

export const deleteWatchlistItems = action
  .metadata({ permission: 'watchlist:write' })
  .inputSchema(deleteItemsInput)
  .action(({ parsedInput, ctx }) => items.deleteItems(ctx.actor, ctx.requestId, parsedInput));
