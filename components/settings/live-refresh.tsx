'use client';
import { useLive } from '@/lib/client/live';

/** Keeps a page of server components fresh: asks for it again when one of these things changes. */
export function LiveRefresh({ types }: { readonly types: readonly string[] }) {
  useLive({ types, refresh: true });
  return null;
}
