'use client';
import { useSyncExternalStore } from 'react';
import { TimeText } from '@/components/ui/time-text';
import { ToneBadge } from '@/components/ui/tone-badge';
import type { WatchlistRow } from '@/lib/domain/views/watchlist';

const MINUTE = 60_000;

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, MINUTE);
  return () => clearInterval(timer);
}

/** When a list or its items end. */
export function ExpiryText({
  list,
}: {
  readonly list: Pick<WatchlistRow, 'expiresAt' | 'expiryColumn' | 'itemDays'>;
}) {
  // The server does not know the reader's clock.
  const now = useSyncExternalStore<number | null>(
    subscribe,
    () => Math.floor(Date.now() / MINUTE) * MINUTE,
    () => null,
  );
  if (list.expiresAt !== null)
    return now !== null && Date.parse(list.expiresAt) <= now ? (
      <ToneBadge tone="medium">Expired</ToneBadge>
    ) : (
      <TimeText value={list.expiresAt} format="short" />
    );
  if (list.expiryColumn !== null) return <>items by {list.expiryColumn}</>;
  if (list.itemDays !== null) return <>items after {list.itemDays} d</>;
  return <>never</>;
}
