import { Card } from '@/components/ui/card';
import { TableSkeleton } from '@/components/ui/skeleton';

/** A panel whose counts are on their way, in the size that it will have. */
export function PanelSkeleton({ title, rows }: { readonly title: string; readonly rows: number }) {
  return (
    <Card title={title} flush>
      <TableSkeleton rows={rows} />
    </Card>
  );
}
