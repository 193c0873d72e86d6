'use client';
import { useLive } from '@/lib/client/live';

export interface LiveRefreshProps {
  readonly types: readonly string[];
  readonly targetIds?: readonly string[];
}

/** Asks for the page's server components again when one of these things changes. */
export function LiveRefresh({ types, targetIds }: LiveRefreshProps) {
  useLive({ types, ...(targetIds ? { targetIds } : {}), refresh: true });
  return null;
}
