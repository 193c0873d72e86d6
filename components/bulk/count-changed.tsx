import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { JobTarget } from '@/lib/domain/job-states';
import { countOf } from '@/lib/domain/views/jobs';
import type { StartJob } from './use-start-job';

export interface CountChangedProps {
  readonly target: JobTarget;
  readonly before: number;
  readonly job: StartJob;
  readonly changed: NonNullable<StartJob['changed']>;
}

/** The filter matches another number than the person chose: nothing is done before they have said so again. */
export function CountChanged({ target, before, job, changed }: CountChangedProps) {
  const now = countOf(changed.count, target);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && job.dismiss()}
      width="sm"
      title={`The filter matches ${now} now`}
      description={`You chose ${before.toLocaleString('en')}. Nothing was changed yet.`}
      footer={
        <>
          <Button onClick={job.dismiss}>Cancel</Button>
          {changed.count > 0 ? (
            <Button
              variant="primary"
              pending={job.pending}
              onClick={() => void job.start(changed.action, changed.count)}
            >
              Go on with {now}
            </Button>
          ) : null}
        </>
      }
    />
  );
}
