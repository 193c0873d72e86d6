'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Field, Input } from '@/components/ui/field';
import { useToast } from '@/components/ui/toast';
import { createView, setDefaultView, updateView } from '@/lib/actions/views';
import { useCommand } from '@/lib/client/use-command';
import type { ListName } from '@/lib/domain/views/list';
import type { SavedView } from '@/lib/domain/views/saved-view';

export interface ViewDialogProps {
  readonly list: ListName;
  readonly path: string;
  readonly search: string;
  readonly canShare: boolean;
  /** The view to rename or share; null makes a new one of the list as it is. */
  readonly view: SavedView | null;
  readonly onClose: () => void;
}

/** Names a view and says who sees it. */
export function ViewDialog({ list, path, search, canShare, view, onClose }: ViewDialogProps) {
  const router = useRouter();
  const toast = useToast();
  const { run, isPending, error } = useCommand();
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const [byDefault, setByDefault] = useState(false);
  const make = async () => {
    const made: { id?: string } = {};
    const isDone = await run(async () => {
      const result = await createView({ list, name, search, shared });
      if (result?.data) made.id = result.data.id;
      return result?.data && byDefault ? setDefaultView({ list, viewId: result.data.id }) : result;
    });
    if (!isDone || made.id === undefined) return;
    const query = new URLSearchParams(search);
    query.set('view', made.id);
    router.replace(`${path}?${query}`);
    toast({ title: `“${name.trim()}” is saved` });
    onClose();
  };
  const change = async () => {
    if (view && (await run(() => updateView({ id: view.id, version: view.version, name, shared }))))
      onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={view ? 'Rename or share the view' : 'Save as a view'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="saved-view"
            variant="primary"
            pending={isPending}
            disabled={name.trim() === ''}
          >
            Save
          </Button>
        </>
      }
    >
      <form
        id="saved-view"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void (view ? change() : make());
        }}
      >
        <Field
          label="Name"
          error={error ?? undefined}
          {...(view ? {} : { hint: 'It keeps filters, order, grouping, columns and density.' })}
        >
          {(state) => (
            <Input
              {...state}
              autoFocus
              value={name}
              maxLength={80}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {canShare ? (
          <Checkbox
            label="Share with everybody"
            hint="Everybody sees it; only you and administrators can change it."
            checked={shared}
            onChange={(event) => setShared(event.target.checked)}
          />
        ) : null}
        {view ? null : (
          <Checkbox
            label="Open the list with it"
            checked={byDefault}
            onChange={(event) => setByDefault(event.target.checked)}
          />
        )}
      </form>
    </Dialog>
  );
}
