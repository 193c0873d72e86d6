'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useCommand } from './use-command';

export interface ConfirmButtonProps<Id extends string> {
  readonly id: Id;
  readonly action: (input: {
    id: string;
  }) => Promise<{ readonly serverError?: { readonly message: string } } | undefined>;
  /** On the button in the row, e.g. "Revoke". */
  readonly label: string;
  readonly title: string;
  /** What will happen, and what can not be undone. */
  readonly consequence: string;
  readonly done: string;
}

/** A step that cannot be taken back: says what it does before it does it. */
export function ConfirmButton<Id extends string>({
  id,
  action,
  label,
  title,
  consequence,
  done,
}: ConfirmButtonProps<Id>) {
  const [open, setOpen] = useState(false);
  const command = useCommand(action, { done, onDone: () => setOpen(false) });
  return (
    <>
      <Button variant="ghost" size="sm" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        width="sm"
        title={title}
        description={consequence}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="danger" pending={command.pending} onClick={() => command.run({ id })}>
              {label}
            </Button>
          </>
        }
      />
    </>
  );
}
