'use client';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { CommandProblem } from '@/components/incidents/stale-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { unmergeIncidentAction } from '@/lib/actions/regroup';
import { incidentHref } from '@/lib/client/incidents';
import { unmergePreview } from '@/lib/client/regroup-query';
import { useCommand } from '@/lib/client/use-command';
import type { MergedIncident } from '@/lib/domain/views/incident';

export interface UnmergeDialogProps {
  readonly source: MergedIncident;
  /** The incident that holds its alerts. */
  readonly holder: { readonly id: string; readonly number: number };
  readonly onClose: () => void;
}

/** Undoes a merge, having said what that gives back. */
export function UnmergeDialog({ source, holder, onClose }: UnmergeDialogProps) {
  const router = useRouter();
  const command = useCommand();
  const [reason, setReason] = useState('');
  const { data: preview } = useQuery(unmergePreview(source.number, holder.id));
  const unmerge = async () => {
    const input = { id: source.id, holder: holder.id, reason };
    if (!(await command.run(() => unmergeIncidentAction(input)))) return;
    onClose();
    router.push(incidentHref(source.number));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Undo the merge of #${source.number}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={command.isPending}
            disabled={preview === undefined || preview.alerts === 0}
            onClick={() => void unmerge()}
          >
            Undo the merge
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <CommandProblem command={command} />
        {preview === undefined ? (
          <Skeleton className="h-16 w-full" />
        ) : preview.alerts === 0 ? (
          <p>All alerts of #{source.number} were moved on since: nothing would come back.</p>
        ) : (
          <ul className="list-disc pl-5">
            <li>
              {preview.alerts} {preview.alerts === 1 ? 'alert goes' : 'alerts go'} back to #{source.number} “
              {source.displayName}”; {preview.stays} {preview.stays === 1 ? 'stays' : 'stay'} in #
              {holder.number}.
            </li>
            <li>
              #{source.number} is worked on again as it was; what the merge changed here is taken back, unless
              somebody changed it since.
            </li>
            <li>The engine never puts these alerts together again.</li>
          </ul>
        )}
        <Field label="Reason" hint="Kept in the activity of both.">
          {(state) => (
            <Textarea {...state} value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
