import { BookMarked } from 'lucide-react';
import type { Metadata } from 'next';
import { LiveRefresh } from '@/components/settings/live-refresh';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { UploadButton } from '@/components/watchlists/upload-button';
import { WatchlistTable } from '@/components/watchlists/watchlist-table';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { listWatchlists } from '@/lib/server/watchlists/queries';

export const metadata: Metadata = { title: 'Watchlists' };

/** The lists that hunts can read. */
export default async function WatchlistsPage() {
  const actor = await requireActor('hunting:read');
  const lists = await listWatchlists(actor);
  const canWrite = can(actor, 'watchlist:write');
  return (
    <>
      <LiveRefresh types={['watchlist.']} />
      <PageHeader
        title="Watchlists"
        description="What you know and telemetry does not say: important people, trusted addresses, known bad hashes. Hunts read each list by its alias."
        actions={canWrite ? <UploadButton /> : null}
      />
      {lists.length > 0 ? (
        <WatchlistTable lists={lists} />
      ) : (
        <EmptyState icon={<BookMarked />} title="No watchlists yet">
          {canWrite
            ? 'Upload a CSV file, and hunts find it with _GetWatchlist.'
            : 'Nobody has uploaded one. Analysts and administrators can.'}
        </EmptyState>
      )}
    </>
  );
}
