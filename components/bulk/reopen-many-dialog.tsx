'use client';
import { useState } from 'react';
import { type Reopened, ReopenFields } from '@/components/incidents/reopen-fields';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { countOf } from '@/lib/domain/views/jobs';
import type { ManyDialogProps } from './verdict-dialog';

/** Opens the resolved ones of a selection again, with a reason. */
export function ReopenManyDialog({ target, view, job, onClose }: ManyDialogProps) {
  const [status, setStatus] = useState<Reopened>('inProgress');
  const [reason, setReason] = useState('');
  const title = `Reopen ${countOf(view.status.resolved ?? 0, target)}`;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description="The alerts that were resolved with them are open again, and detections that this dismissed count again."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={job.pending}
            disabled={reason.trim() === ''}
            onClick={() => void job.start({ do: 'reopen', status, reason })}
          >
            {title}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {job.error === null ? null : (
          <Banner tone="error" live>
            {job.error}
          </Banner>
        )}
        <ReopenFields status={status} reason={reason} onStatus={setStatus} onReason={setReason} />
      </div>
    </Dialog>
  );
}
