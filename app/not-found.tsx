import { NotFoundView } from '@/components/shell/not-found-view';

/** Outside of the portal's frame, which has a `main` of its own. */
export default function NotFound() {
  return (
    <main>
      <NotFoundView />
    </main>
  );
}
