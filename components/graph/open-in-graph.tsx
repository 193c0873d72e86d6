import { Waypoints } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { graphHref } from '@/lib/client/investigation';

/** Leads to a new investigation graph that begins here. */
export function OpenInGraph({ from }: { readonly from: string }) {
  return (
    <Button size="sm" asChild>
      <Link href={graphHref(from)} prefetch={false}>
        <Waypoints className="size-3.5" aria-hidden="true" />
        Open in graph
      </Link>
    </Button>
  );
}
