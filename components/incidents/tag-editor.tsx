'use client';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Field, Input } from '@/components/ui/field';
import { setIncidentTags } from '@/lib/actions/incidents';
import { useCommand } from '@/lib/client/use-command';
import type { IncidentDetail } from '@/lib/domain/views/incident';

/** Tags that people set; those of the system are shown beside them and cannot be taken away. */
export function TagEditor({ incident }: { readonly incident: IncidentDetail }) {
  const { run, isPending, error } = useCommand();
  const [draft, setDraft] = useState('');
  const save = (tags: readonly string[]) =>
    run(() => setIncidentTags({ id: incident.id, version: incident.version, tags: [...tags] }));
  const add = async () => {
    const tag = draft.trim();
    if (tag !== '' && (await save([...incident.customTags, tag]))) setDraft('');
  };
  return (
    <div className="flex flex-col gap-1.5">
      <Field label="Tags" error={error ?? undefined}>
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
                onClick={() => void save(incident.customTags.filter((other) => other !== tag))}
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
