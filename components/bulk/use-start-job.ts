'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useToast } from '@/components/ui/toast';
import { type Started, startJob } from '@/lib/client/jobs-query';
import type { JobTarget } from '@/lib/domain/job-states';
import type { BulkAction } from '@/lib/domain/jobs';
import type { BulkSelection } from '@/lib/domain/views/bulk';
import { countOf } from '@/lib/domain/views/jobs';

export interface StartJob {
  readonly pending: boolean;
  /** Why the last try was refused. */
  readonly error: string | null;
  /** The filter matches another number than was chosen: ask again with this one. */
  readonly changed: { readonly count: number; readonly action: BulkAction } | null;
  /** Resolves to whether a job was made. */
  readonly start: (action: BulkAction, expected?: number) => Promise<boolean>;
  readonly dismiss: () => void;
}

/** Makes a job of a selection; asks again when the selection is no longer what was seen. */
export function useStartJob(target: JobTarget, selection: BulkSelection, onStarted: () => void): StartJob {
  const toast = useToast();
  const client = useQueryClient();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [changed, setChanged] = useState<StartJob['changed']>(null);
  const settle = (answer: Started, action: BulkAction): boolean => {
    setChanged(answer.kind === 'count' ? { count: answer.count, action } : null);
    setError(answer.kind === 'refused' ? answer.message : null);
    if (answer.kind !== 'started') return false;
    toast({
      title: `${countOf(answer.total, target)}: started`,
      description: 'Progress and undo: Jobs, above.',
    });
    void client.invalidateQueries({ queryKey: ['jobs'] });
    onStarted();
    return true;
  };
  const start: StartJob['start'] = async (action, expected) => {
    setPending(true);
    const chosen =
      selection.kind === 'filter' && expected !== undefined ? { ...selection, expected } : selection;
    const answer = await startJob(target, action, chosen);
    setPending(false);
    return settle(answer, action);
  };
  const dismiss = () => {
    setChanged(null);
    setError(null);
  };
  return { pending, error, changed, start, dismiss };
}
