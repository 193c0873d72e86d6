'use client';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input, Select, Textarea } from '@/components/ui/field';
import { addExclusionAction } from '@/lib/actions/detection-settings';
import { DEFAULT_EXCLUSION_DAYS, EXCLUSION_DAYS } from '@/lib/domain/exclusion';
import { EXCLUSION_KINDS, type ExclusionKind } from '@/lib/domain/views/detection-settings';
import { useCommand } from '../use-command';

const KINDS = Object.entries(EXCLUSION_KINDS).map(([value, { label }]) => ({ value, label }));
const isKind = (value: string): value is ExclusionKind => Object.hasOwn(EXCLUSION_KINDS, value);

export interface AddExclusionProps {
  readonly detectors: readonly { readonly id: string; readonly title: string }[];
}

/** Keeps one detector quiet on one account, device or address. */
export function AddExclusion({ detectors }: AddExclusionProps) {
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<ExclusionKind>('upn');
  const add = useCommand(addExclusionAction, {
    done: 'Exclusion added: it counts from the next batch on',
    onDone: () => setOpen(false),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const days = text('days') === '' ? null : Number(text('days'));
    add.run({ detectorId: text('detectorId'), kind, value: text('value'), reason: text('reason'), days });
  };
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        Add exclusion
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Add an exclusion"
        description="The detector stays quiet where a row names this as who acted, where, on what, or from which address."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary" type="submit" form="add-exclusion" pending={add.pending}>
              Add exclusion
            </Button>
          </>
        }
      >
        <form id="add-exclusion" onSubmit={submit} className="flex flex-col gap-4">
          <Field label="Detector" error={add.fields.detectorId}>
            {(state) => (
              <Select
                {...state}
                name="detectorId"
                options={detectors.map(({ id, title }) => ({ value: id, label: `${title} (${id})` }))}
              />
            )}
          </Field>
          <Field label="Identified by" error={add.fields.kind}>
            {(state) => (
              <Select
                {...state}
                value={kind}
                onChange={(event) => isKind(event.target.value) && setKind(event.target.value)}
                options={KINDS}
              />
            )}
          </Field>
          <Field label="Value" hint={EXCLUSION_KINDS[kind].hint} error={add.fields.value}>
            {(state) => <Input {...state} name="value" autoComplete="off" required maxLength={500} />}
          </Field>
          <Field label="Ends after" error={add.fields.days}>
            {(state) => (
              <Select
                {...state}
                name="days"
                defaultValue={DEFAULT_EXCLUSION_DAYS}
                options={EXCLUSION_DAYS.map((days) => ({
                  value: days === null ? '' : String(days),
                  label: days === null ? 'Never' : `${days} days`,
                }))}
              />
            )}
          </Field>
          <Field label="Reason" error={add.fields.reason}>
            {(state) => <Textarea {...state} name="reason" required maxLength={1_000} />}
          </Field>
        </form>
      </Dialog>
    </>
  );
}
