'use client';
import { type FormEvent, useId } from 'react';
import { useCommand } from '@/components/settings/use-command';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { useTimeZone } from '@/components/ui/time-text';
import { localInput, zonedInstant } from '@/components/ui/zoned-input';
import { saveWatchlistItem } from '@/lib/actions/watchlists';
import type { WatchlistItem, WatchlistRow } from '@/lib/domain/views/watchlist';

interface ItemDialogProps {
  readonly list: WatchlistRow;
  /** Null for a new one. */
  readonly item: WatchlistItem | null;
  readonly onClose: () => void;
}

/** The values of one item. */
export function ItemDialog({ list, item, onClose }: ItemDialogProps) {
  const form = useId();
  const zone = useTimeZone();
  const command = useCommand(saveWatchlistItem, {
    done: item ? 'Item changed' : 'Item added',
    onDone: onClose,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    command.run({
      id: list.id,
      item: item?.item ?? null,
      values: list.columns.map((_, place) => String(data.get(`c${place}`) ?? '')),
      expiresAt: zonedInstant(String(data.get('expiresAt') ?? ''), zone),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={item ? 'Change an item' : 'Add an item'}
      description="Hunts see it from the next run on."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} pending={command.pending}>
            {item ? 'Save the item' : 'Add the item'}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        {list.columns.map((name, place) => (
          <Field
            key={name}
            label={name}
            hint={name === list.searchKey ? 'The search key' : undefined}
            error={command.fields[`c${place}`]}
          >
            {(state) => (
              <Input
                {...state}
                name={`c${place}`}
                defaultValue={item?.values[place] ?? ''}
                required={name === list.searchKey}
                maxLength={10_000}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
        ))}
        <Field
          label="Expires"
          hint={
            item || list.itemDays === null
              ? 'Empty for never.'
              : `Empty for ${list.itemDays} days from now, as the list has it.`
          }
        >
          {(state) => (
            <Input
              {...state}
              type="datetime-local"
              name="expiresAt"
              defaultValue={item?.expiresAt ? localInput(item.expiresAt, zone) : ''}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
