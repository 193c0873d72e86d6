import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/**
 * Outside of the portal's frame, which has a `main` and a page of its own. Every page carries what this one needs in the
 * browser, so it needs nothing there.
 */
export default function NotFound() {
  return (
    <main>
      <EmptyState
        title="There is no such page"
        level={1}
        action={
          <Button variant="primary" asChild>
            <a href="/home">To the start page</a>
          </Button>
        }
      >
        The address is wrong, or what it showed no longer exists.
      </EmptyState>
    </main>
  );
}
