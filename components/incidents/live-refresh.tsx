'use client';
import { useLive } from '@/lib/client/live';

export interface LiveRefreshProps {
  readonly types: readonly string[];
  readonly targetIds?: readonly string[];
  /** At most one round in this time, ms. */
  readonly every?: number;
}

/** Asks for the page's server components again when one of these things changes. */
export function LiveRefresh({ types, targetIds, every = 500 }: LiveRefreshProps) {
  useLive({ types, ...(targetIds ? { targetIds } : {}), refresh: true, every });
  return null;
}
