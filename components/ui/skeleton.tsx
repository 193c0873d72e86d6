import { cx } from './cx';

/** A grey block in the place and size of what is loading. Give it height and width by class. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden="true" className={cx('animate-pulse rounded-sm bg-neutral-bg', className)} />;
}

/** A table that is loading: its rows have the height of real ones, so nothing jumps. */
export function TableSkeleton({ rows = 10 }: { readonly rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="overflow-hidden rounded-lg border bg-surface">
      <div className="h-8 border-b" />
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key) => (
        <div key={key} className="flex h-9 items-center gap-6 border-b px-4 last:border-b-0">
          <Skeleton className="h-3 w-14" />
          <Skeleton className="h-3 flex-1" />
          <Skeleton className="hidden h-3 w-24 sm:block" />
          <Skeleton className="h-3 w-20" />
        </div>
      ))}
    </div>
  );
}
