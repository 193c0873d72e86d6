import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { ItemSearch } from '@/components/watchlists/item-search';
import { ListActions } from '@/components/watchlists/list-actions';
import { ListFacts } from '@/components/watchlists/list-facts';
import { VersionList } from '@/components/watchlists/version-list';
import { loadItemParams } from '@/lib/client/watchlists';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { getWatchlist } from '@/lib/server/watchlists/queries';
import { ListItems } from './list-items';

export const metadata: Metadata = { title: 'Watchlist' };

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** One list: its items, what is known of it, and what it was. */
export default async function WatchlistPage({ params, searchParams }: PageProps) {
  const actor = await requireActor('hunting:read');
  const { id } = await params;
  const look = await loadItemParams(searchParams);
  const list = await getWatchlist(actor, id);
  if (list === null) notFound();
  const canWrite = can(actor, 'watchlist:write');
  return (
    <>
      <LiveRefresh types={['watchlist.']} targetIds={[id]} />
      <PageHeader
        title={list.name}
        description={list.description}
        actions={<ListActions list={list} canWrite={canWrite} />}
      />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <section aria-label="Items" className="flex min-w-0 flex-col gap-3">
          <ItemSearch id={id} searchKey={list.searchKey} find={look.find} in={look.in} />
          <Suspense key={`${look.find} ${look.in} ${look.after}`} fallback={<Skeleton className="h-96" />}>
            <ListItems actor={actor} list={list} look={look} canWrite={canWrite} />
          </Suspense>
        </section>
        <aside aria-label="Watchlist" className="flex min-w-0 flex-col gap-4">
          <Card title="About">
            <ListFacts list={list} />
          </Card>
          <Card title="Versions" flush description="The newest three keep their items.">
            <VersionList list={list} canWrite={canWrite} />
          </Card>
        </aside>
      </div>
    </>
  );
}
