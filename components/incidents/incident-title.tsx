'use client';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { renameIncident } from '@/lib/actions/incidents';
import { useCommand } from '@/lib/client/use-command';
import type { IncidentDetail } from '@/lib/domain/views/incident';
import { CommandProblem } from './stale-notice';

export interface IncidentTitleProps {
  readonly incident: IncidentDetail;
  readonly canWrite: boolean;
}

/** The name of an incident, which a person may set; a set name survives merges. */
export function IncidentTitle({ incident, canWrite }: IncidentTitleProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <span className="block text-pretty">
      {incident.displayName}
      {canWrite && incident.status !== 'redirected' ? (
        <Button
          size="sm"
          variant="ghost"
          className="ml-1 align-bottom"
          aria-label="Rename the incident"
          onClick={() => setIsOpen(true)}
        >
          <Pencil className="size-3.5" aria-hidden="true" />
        </Button>
      ) : null}
      {isOpen ? <RenameDialog incident={incident} onClose={() => setIsOpen(false)} /> : null}
    </span>
  );
}

function RenameDialog({
  incident,
  onClose,
}: {
  readonly incident: IncidentDetail;
  readonly onClose: () => void;
}) {
  const command = useCommand();
  const { run, isPending } = command;
  const [name, setName] = useState(incident.displayName);
  const save = async (value: string | null) => {
    const input = { id: incident.id, name: value };
    if (await run((onTop) => renameIncident({ ...input, version: onTop ?? incident.version }))) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Rename the incident"
      footer={
        <>
          {incident.nameIsCustom ? (
            <Button pending={isPending} onClick={() => void save(null)}>
              Let the engine name it
            </Button>
          ) : null}
          <Button
            variant="primary"
            pending={isPending}
            disabled={name.trim() === ''}
            onClick={() => void save(name)}
          >
            Save
          </Button>
        </>
      }
    >
      <CommandProblem command={command} onDone={onClose} />
      <Field label="Name">
        {(state) => (
          <Input {...state} value={name} maxLength={300} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
    </Dialog>
  );
}
