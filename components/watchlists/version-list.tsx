'use client';
import { useState } from 'react';
import { useCommand } from '@/components/settings/use-command';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TimeText } from '@/components/ui/time-text';
import { restoreWatchlist } from '@/lib/actions/watchlists';
import { rejectsHref } from '@/lib/client/watchlists';
import type { WatchlistChange, WatchlistDetail, WatchlistVersionRow } from '@/lib/domain/views/watchlist';
import { countText, sizeText } from './size-text';

const DID: Readonly<Record<WatchlistChange, string>> = {
  replace: 'Uploaded',
  merge: 'Rows added',
  restore: 'Brought back',
  fold: 'Single changes written',
};

/** What the list was, newest first; what is kept can be brought back. */
export function VersionList({
  list,
  canWrite,
}: {
  readonly list: WatchlistDetail;
  readonly canWrite: boolean;
}) {
  const [chosen, setChosen] = useState<WatchlistVersionRow | null>(null);
  const restore = useCommand(restoreWatchlist, {
    done: 'The earlier version is the list again',
    onDone: () => setChosen(null),
  });
  return (
    <>
      <ol className="flex flex-col">
        {list.versions.map((version) => (
          <li key={version.number} className="flex flex-col gap-0.5 border-b px-4 py-2.5 last:border-b-0">
            <span className="flex items-center gap-2">
              <span className="flex-1 font-medium">{DID[version.how]}</span>
              {version.isCurrent ? <Badge>Current</Badge> : null}
              {canWrite && version.isKept && !version.isCurrent ? (
                <Button
                  variant="ghost"
                  size="sm"
                  aria-label={`Bring back version ${version.number}`}
                  onClick={() => setChosen(version)}
                >
                  Bring back
                </Button>
              ) : null}
            </span>
            <span className="text-muted text-xs">
              {countText(version.rows, 'item')}, {sizeText(version.bytes)}
              {version.edits > 0 ? `, ${countText(version.edits, 'single change')} since` : ''}
            </span>
            <span className="break-words text-muted text-xs">
              <TimeText value={version.madeAt} format="short" /> by {version.madeBy}
              {version.source ? ` from ${version.source}` : ''}
            </span>
            {version.rejected > 0 ? (
              version.isKept ? (
                <a
                  href={rejectsHref(list.alias, version.number)}
                  download
                  className="text-accent-fg text-xs hover:underline"
                >
                  {countText(version.rejected, 'row')} not read: download
                </a>
              ) : (
                <span className="text-muted text-xs">{countText(version.rejected, 'row')} not read</span>
              )
            ) : null}
          </li>
        ))}
      </ol>
      <Dialog
        open={chosen !== null}
        onOpenChange={(open) => {
          if (!open) setChosen(null);
        }}
        width="sm"
        title={`Bring back version ${chosen?.number ?? ''}?`}
        description={`The list has ${countText(list.items, 'item')} now and ${countText(chosen?.rows ?? 0, 'item')} then. Today's version is kept and can be brought back in turn.`}
        footer={
          <>
            <Button onClick={() => setChosen(null)}>Cancel</Button>
            <Button
              variant="primary"
              pending={restore.pending}
              onClick={() => chosen && restore.run({ id: list.id, number: chosen.number })}
            >
              Bring it back
            </Button>
          </>
        }
      />
    </>
  );
}
