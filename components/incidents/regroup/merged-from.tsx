'use client';
import { Undo2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { incidentHref } from '@/lib/client/incidents';
import type { IncidentDetail, MergedIncident } from '@/lib/domain/views/incident';

const UnmergeDialog = dynamic(() => import('./unmerge-dialog').then((module) => module.UnmergeDialog), {
  ssr: false,
});

export interface MergedFromProps {
  readonly incident: IncidentDetail;
  readonly canWrite: boolean;
}

/** What was merged into the incident, each with the way to the comments that stayed with it, and the way back. */
export function MergedFrom({ incident, canWrite }: MergedFromProps) {
  const [undone, setUndone] = useState<MergedIncident | null>(null);
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {incident.mergedFrom.map((merged) => (
        <span key={merged.number} className="inline-flex items-center">
          <Link
            href={incidentHref(merged.number, 'activity')}
            title={merged.displayName}
            className="underline underline-offset-2"
          >
            #{merged.number}
          </Link>
          {canWrite && incident.status !== 'resolved' ? (
            <Button
              size="icon"
              variant="ghost"
              className="size-6"
              aria-label={`Undo the merge of #${merged.number}`}
              title="Undo the merge"
              onClick={() => setUndone(merged)}
            >
              <Undo2 className="size-3.5" aria-hidden="true" />
            </Button>
          ) : null}
        </span>
      ))}
      {undone === null ? null : (
        <UnmergeDialog source={undone} holder={incident} onClose={() => setUndone(null)} />
      )}
    </span>
  );
}
