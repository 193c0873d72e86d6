'use client';
import { useQuery } from '@tanstack/react-query';
import { Banner } from '@/components/ui/banner';
import { Dialog } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { whyQuery } from '@/lib/client/why-query';
import type { IncidentAlert } from '@/lib/domain/views/alert';
import { WhyAnswer } from './why-answer';

export interface PairDialogProps {
  readonly a: IncidentAlert;
  readonly b: IncidentAlert;
  readonly onClose: () => void;
}

/** Why two alerts are linked or not: the terms, the shortfall, and what would tip it. */
export function PairDialog({ a, b, onClose }: PairDialogProps) {
  const { data, isError } = useQuery(whyQuery(a.id, b.id));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Why linked, or not?" width="lg">
      <p className="font-medium">{a.title}</p>
      {data ? (
        <WhyAnswer why={data} />
      ) : isError || data === null ? (
        <Banner tone="error">This could not be asked just now.</Banner>
      ) : (
        <Skeleton className="mt-3 h-40 w-full" />
      )}
    </Dialog>
  );
}
