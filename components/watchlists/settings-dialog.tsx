'use client';
import { type FormEvent, useId } from 'react';
import { useCommand } from '@/components/settings/use-command';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input, Select, Textarea } from '@/components/ui/field';
import { useTimeZone } from '@/components/ui/time-text';
import { localInput, zonedInstant } from '@/components/ui/zoned-input';
import { changeWatchlist } from '@/lib/actions/watchlists';
import type { WatchlistRow } from '@/lib/domain/views/watchlist';

interface SettingsDialogProps {
  readonly list: WatchlistRow;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** What a list is called, what its key is and when it ends. */
export function SettingsDialog({ list, open, onOpenChange }: SettingsDialogProps) {
  const form = useId();
  const zone = useTimeZone();
  const command = useCommand(changeWatchlist, {
    done: 'Settings of the list saved',
    onDone: () => onOpenChange(false),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string): string => String(data.get(name) ?? '').trim();
    command.run({
      id: list.id,
      version: list.version,
      name: text('name'),
      description: text('description'),
      labels: text('labels')
        .split(',')
        .map((label) => label.trim())
        .filter(Boolean),
      searchKey: text('searchKey'),
      itemDays: text('itemDays') === '' ? null : Number(text('itemDays')),
      expiresAt: zonedInstant(text('expiresAt'), zone),
    });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Settings of ${list.alias}`}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} pending={command.pending}>
            Save settings
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" error={command.fields.name}>
          {(state) => <Input {...state} name="name" defaultValue={list.name} required maxLength={200} />}
        </Field>
        <Field label="Description" error={command.fields.description}>
          {(state) => (
            <Textarea {...state} name="description" defaultValue={list.description} maxLength={2_000} />
          )}
        </Field>
        <Field label="Labels" hint="Separated by commas." error={command.fields.labels}>
          {(state) => <Input {...state} name="labels" defaultValue={list.labels.join(', ')} />}
        </Field>
        <Field
          label="Search key"
          hint="The column that SearchKey is in hunts."
          error={command.fields.searchKey}
        >
          {(state) => (
            <Select
              {...state}
              name="searchKey"
              defaultValue={list.searchKey}
              options={list.columns.map((name) => ({ value: name, label: name }))}
            />
          )}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="The list expires"
            hint="From then on hunts find none of its items. Empty for never."
            error={command.fields.expiresAt}
          >
            {(state) => (
              <Input
                {...state}
                type="datetime-local"
                name="expiresAt"
                defaultValue={list.expiresAt ? localInput(list.expiresAt, zone) : ''}
              />
            )}
          </Field>
          <Field
            label="New items live for days"
            hint="Those that say nothing else. Empty for ever."
            error={command.fields.itemDays}
          >
            {(state) => (
              <Input
                {...state}
                type="number"
                min={1}
                max={36_500}
                name="itemDays"
                defaultValue={list.itemDays ?? ''}
              />
            )}
          </Field>
        </div>
      </form>
    </Dialog>
  );
}
