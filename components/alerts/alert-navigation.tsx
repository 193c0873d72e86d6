'use client';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ChevronDown, ChevronUp } from 'lucide-react';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Button } from '@/components/ui/button';
import { alertHref } from '@/lib/client/alerts';
import { alertNeighboursQuery } from '@/lib/client/alerts-query';

/** Back to the alert queue at the same filter, and on to the alert before or after in it; `[` and `]` do the same. */
export function AlertNavigation({ id }: { readonly id: string }) {
  const router = useRouter();
  const queue = useSearchParams().get('queue') ?? '';
  const { data } = useQuery(alertNeighboursQuery(id, queue));
  const go = (to: string | null | undefined) => {
    if (to) router.push(alertHref(to, 'story', queue));
  };
  useShortcuts('Queue', [
    { keys: '[', label: 'Previous alert in the queue', run: () => go(data?.previous) },
    { keys: ']', label: 'Next alert in the queue', run: () => go(data?.next) },
  ]);
  return (
    <nav aria-label="Queue" className="flex items-center">
      <Button size="sm" variant="ghost" asChild>
        <Link href={queue === '' ? '/alerts' : `/alerts?${queue}`}>
          <ArrowLeft className="size-3.5" aria-hidden="true" />
          Alerts
        </Link>
      </Button>
      <Step to={data?.previous ?? null} queue={queue} label="Previous alert in the queue ([)">
        <ChevronUp className="size-4" aria-hidden="true" />
      </Step>
      <Step to={data?.next ?? null} queue={queue} label="Next alert in the queue (])">
        <ChevronDown className="size-4" aria-hidden="true" />
      </Step>
    </nav>
  );
}

interface StepProps {
  readonly to: string | null;
  readonly queue: string;
  readonly label: string;
  readonly children: ReactNode;
}

function Step({ to, queue, label, children }: StepProps) {
  if (to === null) {
    return (
      <Button size="icon" variant="ghost" className="size-7" disabled aria-label={label}>
        {children}
      </Button>
    );
  }
  return (
    <Button size="icon" variant="ghost" className="size-7" asChild>
      <Link href={alertHref(to, 'story', queue)} aria-label={label} title={label}>
        {children}
      </Link>
    </Button>
  );
}
