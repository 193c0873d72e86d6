'use client';
import { cx } from '@/components/ui/cx';
import { type LiveState, useLiveState } from '@/lib/client/live';

const TEXT: Readonly<Record<LiveState, string>> = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Reconnecting',
};

/** Whether changes arrive by themselves at this moment. */
export function LiveIndicator() {
  const state = useLiveState();
  return (
    <span role="status" className="flex items-center gap-1.5 px-1.5 text-muted text-xs">
      <span
        aria-hidden="true"
        className={cx(
          'size-2 rounded-full',
          state === 'live' ? 'bg-success-fg' : 'animate-pulse border border-line-strong bg-medium-bg',
        )}
      />
      <span className="max-sm:sr-only">{TEXT[state]}</span>
    </span>
  );
}
