'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/field';
import { addTask } from '@/lib/actions/tasks';
import { useCommand } from '@/lib/client/use-command';
import { TASK_TITLE_LIMIT } from '@/lib/domain/limits';

/** Adds a task; who does it is chosen beside it afterwards. */
export function NewTask({ incidentId }: { readonly incidentId: string }) {
  const { run, isPending, error } = useCommand();
  const [title, setTitle] = useState('');
  const add = async () => {
    if (title.trim() !== '' && (await run(() => addTask({ incidentId, title, assignedTo: null }))))
      setTitle('');
  };
  return (
    <form
      className="flex flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <span className="flex gap-2">
        <Input
          aria-label="New task"
          placeholder="What is to be done"
          value={title}
          maxLength={TASK_TITLE_LIMIT}
          onChange={(event) => setTitle(event.target.value)}
          className="min-w-0 flex-1"
        />
        <Button type="submit" pending={isPending} disabled={title.trim() === ''}>
          Add
        </Button>
      </span>
      {error === null ? null : (
        <p role="alert" className="text-high-fg text-xs">
          {error}
        </p>
      )}
    </form>
  );
}
