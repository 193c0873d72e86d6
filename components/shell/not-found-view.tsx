import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** What is shown at an address that leads nowhere. */
export function NotFoundView() {
  return (
    <EmptyState
      icon={<SearchX />}
      title="There is no such page"
      level={1}
      action={
        <Button variant="primary" asChild>
          <Link href="/" prefetch={false}>
            To the start page
          </Link>
        </Button>
      }
    >
      The address is wrong, or what it showed no longer exists.
    </EmptyState>
  );
}
