'use client';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ChevronDown, ChevronUp } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Button } from '@/components/ui/button';
import { INCIDENT_TABS, type IncidentTab, incidentHref } from '@/lib/client/incidents';
import { incidentNeighboursQuery } from '@/lib/client/incidents-query';
import { noteVisit } from '@/lib/client/place';

/** Back to the queue at the same filter, and on to the incident before or after in it; `[` and `]` do the same. */
export function QueueNavigation({ number }: { readonly number: number }) {
  const router = useRouter();
  const queue = useSearchParams().get('queue') ?? '';
  const path = usePathname();
  // Whoever reads alerts goes on to alerts.
  const tab = INCIDENT_TABS.find((name) => path.endsWith(`/${name}`)) ?? 'story';
  const { data } = useQuery(incidentNeighboursQuery(number, queue));
  useEffect(() => noteVisit(number), [number]);
  const go = (to: number | null | undefined) => {
    if (to) router.push(incidentHref(to, tab, queue));
  };
  useShortcuts('Queue', [
    { keys: '[', label: 'Previous incident in the queue', run: () => go(data?.previous) },
    { keys: ']', label: 'Next incident in the queue', run: () => go(data?.next) },
  ]);
  return (
    <nav aria-label="Queue" className="flex items-center">
      <Button size="sm" variant="ghost" asChild>
        <Link href={queue === '' ? '/incidents' : `/incidents?${queue}`}>
          <ArrowLeft className="size-3.5" aria-hidden="true" />
          Queue
        </Link>
      </Button>
      <Step to={data?.previous ?? null} tab={tab} queue={queue} label="Previous incident in the queue ([)">
        <ChevronUp className="size-4" aria-hidden="true" />
      </Step>
      <Step to={data?.next ?? null} tab={tab} queue={queue} label="Next incident in the queue (])">
        <ChevronDown className="size-4" aria-hidden="true" />
      </Step>
    </nav>
  );
}

interface StepProps {
  readonly to: number | null;
  readonly tab: IncidentTab;
  readonly queue: string;
  readonly label: string;
  readonly children: ReactNode;
}

function Step({ to, tab, queue, label, children }: StepProps) {
  if (to === null) {
    return (
      <Button size="icon" variant="ghost" className="size-7" disabled aria-label={label}>
        {children}
      </Button>
    );
  }
  return (
    <Button size="icon" variant="ghost" className="size-7" asChild>
      <Link href={incidentHref(to, tab, queue)} aria-label={label} title={label}>
        {children}
      </Link>
    </Button>
  );
}
