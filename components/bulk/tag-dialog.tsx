'use client';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Field, Input } from '@/components/ui/field';
import { countOf } from '@/lib/domain/views/jobs';
import type { ManyDialogProps } from './verdict-dialog';

const split = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

/** Adds tags to a selection and takes tags away that people set on it. */
export function TagDialog({ target, view, job, onClose }: ManyDialogProps) {
  const [draft, setDraft] = useState('');
  const [remove, setRemove] = useState<readonly string[]>([]);
  const add = split(draft);
  const toggle = (tag: string, on: boolean) =>
    setRemove((now) => (on ? [...now, tag] : now.filter((other) => other !== tag)));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Tag ${countOf(view.count, target)}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={job.pending}
            disabled={add.length + remove.length === 0}
            onClick={() => void job.start({ do: 'tags', add, remove: [...remove] })}
          >
            Change tags
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {job.error === null ? null : (
          <Banner tone="error" live>
            {job.error}
          </Banner>
        )}
        <Field label="Add" hint="Several are separated by commas.">
          {(state) => <Input {...state} value={draft} onChange={(event) => setDraft(event.target.value)} />}
        </Field>
        {view.tags.length === 0 ? null : (
          <fieldset className="flex flex-col gap-1">
            <legend className="mb-1 font-medium text-xs">Remove</legend>
            {view.tags.map(({ tag, count }) => (
              <Checkbox
                key={tag}
                label={
                  <>
                    {tag}{' '}
                    <span className="text-faint text-xs tabular-nums">{count.toLocaleString('en')}</span>
                  </>
                }
                checked={remove.includes(tag)}
                onChange={(event) => toggle(tag, event.target.checked)}
              />
            ))}
          </fieldset>
        )}
      </div>
    </Dialog>
  );
}
