'use client';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { cancelJob, undoJob } from '@/lib/actions/jobs';
import { useCommand } from '@/lib/client/use-command';
import type { JobView } from '@/lib/domain/views/jobs';

/** Stops a job, or gives back what it changed. */
export function JobActions({ job }: { readonly job: JobView }) {
  const { run, isPending, error } = useCommand();
  const client = useQueryClient();
  const toast = useToast();
  const act = async (call: typeof cancelJob) => {
    const done = await run(() => call({ id: job.id }));
    if (!done) toast({ title: 'The job could not be changed', tone: 'error' });
    void client.invalidateQueries({ queryKey: ['jobs'] });
  };
  return (
    <span className="flex shrink-0 items-center gap-2">
      {error === null ? null : (
        <span role="alert" className="text-high-fg text-xs">
          {error}
        </span>
      )}
      {job.mayCancel ? (
        <Button
          size="sm"
          pending={isPending}
          aria-label={`Cancel: ${job.title}`}
          onClick={() => void act(cancelJob)}
        >
          Cancel
        </Button>
      ) : null}
      {job.mayUndo ? (
        <Button
          size="sm"
          pending={isPending}
          aria-label={`Undo: ${job.title}`}
          onClick={() => void act(undoJob)}
        >
          Undo
        </Button>
      ) : null}
    </span>
  );
}
