'use client';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Select, Textarea } from '@/components/ui/field';
import { countOf } from '@/lib/domain/views/jobs';
import type { ManyDialogProps } from './verdict-dialog';

/** Opens the resolved ones of a selection again, with a reason. */
export function ReopenManyDialog({ target, view, job, onClose }: ManyDialogProps) {
  const [status, setStatus] = useState<'active' | 'inProgress'>('inProgress');
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
        <Field label="Status">
          {(state) => (
            <Select
              {...state}
              value={status}
              options={[
                { value: 'inProgress', label: 'In progress' },
                { value: 'active', label: 'Active' },
              ]}
              onChange={(event) => setStatus(event.target.value === 'active' ? 'active' : 'inProgress')}
            />
          )}
        </Field>
        <Field label="Reason">
          {(state) => (
            <Textarea {...state} value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
