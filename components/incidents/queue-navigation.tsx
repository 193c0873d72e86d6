'use client';
import { useQuery } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { QueueSteps } from '@/components/shell/queue-steps';
import { INCIDENT_TABS, incidentHref } from '@/lib/client/incidents';
import { incidentNeighboursQuery } from '@/lib/client/incidents-query';
import { noteVisit } from '@/lib/client/place';

/** The way back to the incident queue, and on through it. */
export function QueueNavigation({ number }: { readonly number: number }) {
  const queue = useSearchParams().get('queue') ?? '';
  const path = usePathname();
  // Whoever reads alerts goes on to alerts.
  const tab = INCIDENT_TABS.find((name) => path.endsWith(`/${name}`)) ?? 'story';
  const { data } = useQuery(incidentNeighboursQuery(number, queue));
  useEffect(() => noteVisit(incidentHref(number)), [number]);
  const hrefOf = (to: number | null | undefined) => (to ? incidentHref(to, tab, queue) : null);
  return (
    <QueueSteps
      thing="incident"
      back={{ href: queue === '' ? '/incidents' : `/incidents?${queue}`, label: 'Queue' }}
      previous={hrefOf(data?.previous)}
      next={hrefOf(data?.next)}
    />
  );
}
