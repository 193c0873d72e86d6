import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';

/** The map of sign-ins in its size. */
export function MapSkeleton() {
  return (
    <Card title="Where" description="Every place leads to its sign-ins">
      <div role="status" aria-label="Loading" className="grid gap-4 md:grid-cols-2">
        <Skeleton className="aspect-[960/476] w-full" />
        <Skeleton className="h-40 w-full" />
      </div>
    </Card>
  );
}

/** The hours of the week in their size. */
export function HoursSkeleton() {
  return (
    <Card title="When" description="Hours of the week">
      <div role="status" aria-label="Loading">
        <Skeleton className="h-[216px] w-full" />
      </div>
    </Card>
  );
}
