'use client';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { CommandProblem } from '@/components/incidents/stale-notice';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { DefinitionList } from '@/components/ui/definition-list';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { useToast } from '@/components/ui/toast';
import { mergeIncidentsAction } from '@/lib/actions/regroup';
import { incidentHref } from '@/lib/client/incidents';
import { mergePreview } from '@/lib/client/regroup-query';
import { useCommand } from '@/lib/client/use-command';
import type { IncidentDetail } from '@/lib/domain/views/incident';
import { SEVERITY_LABEL } from '@/lib/domain/views/labels';
import type { IncidentChoice, MergePreview } from '@/lib/domain/views/regroup';
import { IncidentPicker } from './incident-picker';

export interface MergeDialogProps {
  readonly incident: IncidentDetail;
  readonly onClose: () => void;
}

/** Merges an incident into another one; what that makes is shown before it happens. */
export function MergeDialog({ incident, onClose }: MergeDialogProps) {
  const router = useRouter();
  const toast = useToast();
  const command = useCommand();
  const [into, setInto] = useState<IncidentChoice | null>(null);
  const [reason, setReason] = useState('');
  const preview = useQuery({ ...mergePreview(incident.number, into?.id ?? ''), enabled: into !== null });
  const merge = async () => {
    if (into === null) return;
    const input = { id: incident.id, version: incident.version, into: into.id, reason };
    const intoVersion = preview.data?.target.version ?? into.version;
    const done = await command.run(() => mergeIncidentsAction({ ...input, intoVersion }));
    if (!done) return void preview.refetch();
    toast({ title: `Merged into #${into.number}`, description: 'It can be undone there, under Details.' });
    onClose();
    router.push(`${incidentHref(into.number)}?from=${incident.number}`);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Merge incident #${incident.number} into another`}
      description="Its alerts, tags and tasks move there. Its comments and activity stay with it, and its address leads to the other one."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={command.isPending}
            disabled={preview.data === undefined}
            onClick={() => void merge()}
          >
            {into === null ? 'Merge' : `Merge into #${into.number}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <CommandProblem command={command} />
        <IncidentPicker number={incident.number} label="Merge into" chosen={into} onChoose={setInto} />
        {into === null ? null : preview.data ? (
          <Preview preview={preview.data} />
        ) : preview.isError ? (
          <Banner tone="error">The preview could not be made. Choose again to try once more.</Banner>
        ) : (
          <Skeleton className="h-40 w-full" />
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

function Preview({ preview: { source, target, result, notes } }: { readonly preview: MergePreview }) {
  const change = (before: string | number, after: string | number) =>
    String(before) === String(after) ? `${after}, as it is` : `${before} → ${after}`;
  return (
    <section aria-label="What it will be" className="rounded-md border bg-sunken p-3">
      <h3 className="mb-2 font-medium">
        {source.alertCount} {source.alertCount === 1 ? 'alert moves' : 'alerts move'} to #{target.number},
        which will be
      </h3>
      <DefinitionList
        items={[
          { term: 'Name', value: change(target.displayName, result.displayName) },
          {
            term: 'Severity',
            value: change(SEVERITY_LABEL[target.severity], SEVERITY_LABEL[result.severity]),
          },
          { term: 'Alerts', value: change(target.alertCount, result.alertCount) },
          { term: 'Entities', value: result.entityCount },
          { term: 'Assigned to', value: result.assignedTo ?? 'Nobody' },
          { term: 'Classification', value: result.classification },
          { term: 'Tags', value: result.tags.length === 0 ? null : result.tags.join(', ') },
        ]}
      />
      {notes.length === 0 ? null : (
        <ul className="mt-2 list-disc pl-5 text-medium-fg text-xs">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
