'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Select, Textarea } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { useToast } from '@/components/ui/toast';
import { actOnUserRisk } from '@/lib/actions/risk';
import { riskPreview } from '@/lib/client/risk-query';
import { useCommand } from '@/lib/client/use-command';
import type { RiskAction, RiskPreview } from '@/lib/domain/views/risk';
import { PreviewView } from './preview-view';

const TITLE: Readonly<Record<RiskAction, string>> = {
  confirmCompromised: 'Confirm user compromised',
  dismiss: 'Dismiss user risk',
  remediatedElsewhere: 'Record as remediated elsewhere',
  confirmSafe: 'Confirm user safe',
};

const TASKS = ['none', 'suspend', 'resetPassword'] as const;
type TaskKind = (typeof TASKS)[number];

const TASK_LABEL: Readonly<Record<TaskKind, string>> = {
  none: 'No task',
  suspend: 'Task: suspend the account',
  resetPassword: 'Task: reset the password and end all sessions',
};

export interface RiskDialogProps {
  readonly userId: string;
  readonly action: RiskAction;
  readonly onClose: () => void;
}

/** Shows before → after of everything that the action will change and what it does not do; then does exactly that. */
export function RiskDialog({ userId, action, onClose }: RiskDialogProps) {
  const { data, error: failure } = useQuery(riskPreview(userId, action));
  const { run, isPending, error } = useCommand();
  const toast = useToast();
  const [reason, setReason] = useState('');
  const [task, setTask] = useState<TaskKind>('none');
  const act = async (preview: RiskPreview) => {
    const input = { userId, action, version: preview.version, reason, task };
    if (!(await run(() => actOnUserRisk(input)))) return;
    toast({ title: `${TITLE[action]}: done`, description: preview.userName, tone: 'success' });
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={data ? `${TITLE[action]}: ${data.userName}` : TITLE[action]}
      description="This is what will change, and nothing else."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={action === 'confirmCompromised' ? 'danger' : 'primary'}
            pending={isPending}
            disabled={!data || data.refusal !== null}
            onClick={() => data && void act(data)}
          >
            {TITLE[action]}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {error ? (
          <Banner tone="error" live>
            {error}
          </Banner>
        ) : null}
        {failure ? (
          <Banner tone="error">The preview could not be loaded. Close this and try again.</Banner>
        ) : null}
        {data ? <PreviewView preview={data} /> : failure ? null : <Skeleton className="h-40 w-full" />}
        {data && data.refusal === null ? (
          <>
            {action === 'confirmCompromised' ? (
              <Field label="Leave a task for a person" hint="Nothing here acts on the directory by itself.">
                {(state) => (
                  <Select
                    {...state}
                    value={task}
                    options={TASKS.map((value) => ({ value, label: TASK_LABEL[value] }))}
                    onChange={(event) =>
                      setTask(TASKS.find((value) => value === event.target.value) ?? 'none')
                    }
                  />
                )}
              </Field>
            ) : null}
            <Field label="Reason" hint="Kept in the audit log.">
              {(state) => (
                <Textarea
                  {...state}
                  maxLength={2_000}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              )}
            </Field>
          </>
        ) : null}
      </div>
    </Dialog>
  );
}
