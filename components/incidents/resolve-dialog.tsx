'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { reopenIncident, resolveIncident } from '@/lib/actions/incidents';
import { useCommand } from '@/lib/client/use-command';
import { COMMENT_LIMIT } from '@/lib/domain/limits';
import type { IncidentDetail } from '@/lib/domain/views/incident';
import { ClassificationFields, type Verdict } from './classification-fields';
import { type Reopened, ReopenFields } from './reopen-fields';
import { CommandProblem } from './stale-notice';

export interface ResolveDialogProps {
  readonly incident: IncidentDetail;
  readonly onClose: () => void;
}

/** Resolving asks for the classification and says what follows from it. */
export function ResolveDialog({ incident, onClose }: ResolveDialogProps) {
  const command = useCommand();
  const { run, isPending } = command;
  const [verdict, setVerdict] = useState<Verdict>(incident);
  const [comment, setComment] = useState('');
  const isBenign =
    verdict.classification === 'falsePositive' || verdict.classification === 'informationalExpectedActivity';
  const resolve = async () => {
    const { classification, determination } = verdict;
    const input = { id: incident.id, classification, determination, comment };
    if (await run((onTop) => resolveIncident({ ...input, version: onTop ?? incident.version }))) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Resolve incident #${incident.number}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={isPending}
            // With the verdict given already, Enter is all that is left.
            autoFocus={incident.classification !== 'unknown'}
            disabled={verdict.classification === 'unknown'}
            onClick={() => void resolve()}
          >
            Resolve
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <CommandProblem command={command} onDone={onClose} />
        <ClassificationFields {...verdict} onChange={setVerdict} disabled={isPending} />
        <Field label="Comment" hint="Kept with the incident as its resolving comment.">
          {(state) => (
            <Textarea
              {...state}
              maxLength={COMMENT_LIMIT}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          )}
        </Field>
        <ul className="list-disc pl-5 text-muted text-xs">
          <li>
            {incident.activeAlertCount} open {incident.activeAlertCount === 1 ? 'alert is' : 'alerts are'}{' '}
            resolved; those without a classification of their own get this one.
          </li>
          {isBenign ? (
            <li>
              Risk detections linked to these alerts are dismissed, and the users concerned are assessed
              again.
            </li>
          ) : (
            <li>
              Risk detections and the risk of users stay as they are: remediate or dismiss them on the user's
              page.
            </li>
          )}
          <li>Alerts that come later open a new incident that points back to this one.</li>
        </ul>
      </div>
    </Dialog>
  );
}

/** Reopening asks for a reason. */
export function ReopenDialog({ incident, onClose }: ResolveDialogProps) {
  const command = useCommand();
  const { run, isPending } = command;
  const [status, setStatus] = useState<Reopened>('inProgress');
  const [reason, setReason] = useState('');
  const reopen = async () => {
    const input = { id: incident.id, status, reason };
    if (await run((onTop) => reopenIncident({ ...input, version: onTop ?? incident.version }))) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Reopen incident #${incident.number}`}
      description="The alerts that were resolved with it are open again, and detections that this dismissed count again."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={isPending}
            disabled={reason.trim() === ''}
            onClick={() => void reopen()}
          >
            Reopen
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <CommandProblem command={command} onDone={onClose} />
        <ReopenFields status={status} reason={reason} onStatus={setStatus} onReason={setReason} />
      </div>
    </Dialog>
  );
}
