import Link from 'next/link';
import { MoreLink } from '@/components/incidents/more-link';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ItemTable } from '@/components/watchlists/item-table';
import { type ItemParams, watchlistHref } from '@/lib/client/watchlists';
import type { Actor } from '@/lib/domain/permissions';
import type { WatchlistDetail, WatchlistItems } from '@/lib/domain/views/watchlist';
import { log } from '@/lib/server/log';
import { findItems } from '@/lib/server/watchlists/queries';

interface ListItemsProps {
  readonly actor: Actor;
  readonly list: WatchlistDetail;
  readonly look: ItemParams & { readonly after: string };
  readonly canWrite: boolean;
}

/** The items that are looked for: read from the lake, and never what keeps the page waiting. */
export async function ListItems({ actor, list, look, canWrite }: ListItemsProps) {
  const { find, in: where, after } = look;
  const found = await read(actor, list, look);
  if (found === null)
    return (
      <Banner
        tone="error"
        action={
          <Button size="sm" asChild>
            <a href={watchlistHref(list.id, look)}>Try again</a>
          </Button>
        }
      >
        The items could not be read.
      </Banner>
    );
  return (
    <>
      <ItemTable list={list} items={found.items} canWrite={canWrite} />
      {found.items.length > 0 ? null : find !== '' ? (
        <EmptyState
          title="No item matches"
          action={
            <Button asChild>
              <Link href={watchlistHref(list.id)}>Show all items</Link>
            </Button>
          }
        >
          {where === 'key' ? `No ${list.searchKey} holds “${find}”.` : `No column holds “${find}”.`}
        </EmptyState>
      ) : after !== '' ? (
        <EmptyState title="No further items" />
      ) : (
        <EmptyState title="The list is empty">Hunts with it find nothing.</EmptyState>
      )}
      <MoreLink
        label="Further items"
        href={found.next === null ? null : watchlistHref(list.id, { find, in: where, after: found.next })}
      />
    </>
  );
}

async function read(
  actor: Actor,
  list: WatchlistDetail,
  { find, in: where, after }: ListItemsProps['look'],
): Promise<WatchlistItems | null> {
  try {
    const from = /^\d{1,18}$/.test(after) ? { after } : {};
    return await findItems(actor, list.id, { find: find.slice(0, 200), in: where, ...from });
  } catch (error) {
    log().warn({ err: error, id: list.id }, 'the items of a watchlist could not be read');
    return null;
  }
}
