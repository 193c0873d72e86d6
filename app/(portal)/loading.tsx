import { Skeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <div className="mb-4 flex h-7 items-center">
        <Skeleton className="h-5 w-40" />
      </div>
      <TableSkeleton />
    </>
  );
}
