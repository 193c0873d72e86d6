'use client';
import { Merge, Printer } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { IncidentDetail } from '@/lib/domain/views/incident';

const MergeDialog = dynamic(() => import('./regroup/merge-dialog').then((module) => module.MergeDialog), {
  ssr: false,
});

export interface IncidentActionsProps {
  readonly incident: IncidentDetail;
  readonly canWrite: boolean;
}

/** What can be done with the incident as a whole. */
export function IncidentActions({ incident, canWrite }: IncidentActionsProps) {
  const [isMerging, setIsMerging] = useState(false);
  return (
    <>
      {canWrite && incident.status !== 'resolved' ? (
        <Button size="sm" onClick={() => setIsMerging(true)}>
          <Merge className="size-3.5" aria-hidden="true" />
          Merge …
        </Button>
      ) : null}
      <Button size="sm" asChild>
        <Link href={`/incidents/${incident.number}/print`} prefetch={false}>
          <Printer className="size-3.5" aria-hidden="true" />
          Print / save as PDF
        </Link>
      </Button>
      {isMerging ? <MergeDialog incident={incident} onClose={() => setIsMerging(false)} /> : null}
    </>
  );
}
