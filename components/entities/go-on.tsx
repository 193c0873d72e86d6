'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Nothing was found so far: the search goes on at a place further back without being asked. */
export function GoOn({ href }: { readonly href: string }) {
  const router = useRouter();
  useEffect(() => router.replace(href, { scroll: false }), [router, href]);
  return (
    <p role="status" className="p-4 text-center text-muted">
      Nothing in the newest rows. Searching further back …
    </p>
  );
}
