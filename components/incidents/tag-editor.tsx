'use client';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Field, Input } from '@/components/ui/field';
import { setIncidentTags } from '@/lib/actions/incidents';
import { useCommand } from '@/lib/client/use-command';
import type { IncidentDetail } from '@/lib/domain/views/incident';
import { CommandProblem } from './stale-notice';

/** Tags that people set; those of the system are shown beside them and cannot be taken away. */
export function TagEditor({ incident }: { readonly incident: IncidentDetail }) {
  const command = useCommand();
  const { run, isPending } = command;
  const [draft, setDraft] = useState('');
  const newest = useRef(incident);
  useEffect(() => {
    newest.current = incident;
  });
  /** One step from the tags as they are: written on top of somebody else's change, it keeps theirs. */
  const save = (step: (tags: readonly string[]) => readonly string[]) =>
    run((onTop) => {
      const { id, version, customTags } = newest.current;
      return setIncidentTags({ id, version: onTop ?? version, tags: [...step(customTags)] });
    });
  const add = async () => {
    const tag = draft.trim();
    if (tag !== '' && (await save((tags) => [...tags, tag]))) setDraft('');
  };
  return (
    <div className="flex flex-col gap-1.5">
      <CommandProblem command={command} onDone={() => setDraft('')} />
      <Field label="Tags">
        {(state) => (
          <Input
            {...state}
            value={draft}
            maxLength={64}
            placeholder="Add a tag, then Enter"
            disabled={isPending}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              void add();
            }}
          />
        )}
      </Field>
      {incident.customTags.length + incident.systemTags.length === 0 ? null : (
        <ul className="flex flex-wrap gap-1">
          {incident.systemTags.map((tag) => (
            <li key={tag}>
              <Badge>{tag}</Badge>
            </li>
          ))}
          {incident.customTags.map((tag) => (
            <li
              key={tag}
              className="inline-flex h-5 items-center rounded-sm bg-accent-bg pl-1.5 text-2xs text-accent-fg"
            >
              {tag}
              <button
                type="button"
                aria-label={`Remove tag ${tag}`}
                disabled={isPending}
                onClick={() => void save((tags) => tags.filter((other) => other !== tag))}
                className="rounded-sm p-1 hover:bg-hover"
              >
                <X className="size-3" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
