'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { CommandProblem } from '@/components/incidents/stale-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { useToast } from '@/components/ui/toast';
import { moveAlertsAction } from '@/lib/actions/regroup';
import { useCommand } from '@/lib/client/use-command';
import type { IncidentAlert } from '@/lib/domain/views/alert';
import type { IncidentDetail } from '@/lib/domain/views/incident';
import type { IncidentChoice } from '@/lib/domain/views/regroup';
import { IncidentPicker } from './incident-picker';

export interface MoveDialogProps {
  readonly incident: Pick<IncidentDetail, 'id' | 'number' | 'version'>;
  readonly alerts: readonly IncidentAlert[];
  /** Into a new incident of their own, or into another that is chosen here. */
  readonly kind: 'split' | 'move';
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Takes alerts out of an incident by a person's word. */
export function MoveDialog({ incident, alerts, kind, onDone, onClose }: MoveDialogProps) {
  const router = useRouter();
  const toast = useToast();
  const command = useCommand();
  const [into, setInto] = useState<IncidentChoice | null>(null);
  const [reason, setReason] = useState('');
  const many = `${alerts.length} ${alerts.length === 1 ? 'alert' : 'alerts'}`;
  const move = async () => {
    const alertIds = alerts.map(({ id }) => id);
    const input = { id: incident.id, alertIds, into: kind === 'split' ? null : (into?.id ?? null), reason };
    let number: number | undefined;
    const done = await command.run(async (onTop) => {
      const result = await moveAlertsAction({ ...input, version: onTop ?? incident.version });
      number = result?.data?.number;
      return result;
    });
    if (!done) return;
    onDone();
    onClose();
    toast({ title: `${many} moved to #${number}` });
    router.refresh();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={kind === 'split' ? `Split off ${many}` : `Move ${many} to another incident`}
      description={
        kind === 'split'
          ? 'They become an incident of their own, with the same owner and status.'
          : 'They become part of the incident that you choose.'
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={command.isPending}
            disabled={kind === 'move' && into === null}
            onClick={() => void move()}
          >
            {kind === 'split' ? 'Split off' : 'Move'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <CommandProblem command={command} />
        <ul className="max-h-32 list-disc overflow-y-auto pl-5 text-xs">
          {alerts.map((alert) => (
            <li key={alert.id}>{alert.title}</li>
          ))}
        </ul>
        {kind === 'move' ? (
          <IncidentPicker number={incident.number} label="Move to" chosen={into} onChoose={setInto} />
        ) : null}
        <p className="text-muted text-xs">
          The engine is told that they do not belong to #{incident.number}: it never links them back.
        </p>
        <Field label="Reason" hint="Kept in the activity of both.">
          {(state) => (
            <Textarea {...state} value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
