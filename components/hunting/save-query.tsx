'use client';
import { useQueryClient } from '@tanstack/react-query';
import { Save } from 'lucide-react';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Field, Input, Textarea } from '@/components/ui/field';
import { useToast } from '@/components/ui/toast';
import { deleteQuery, saveQuery } from '@/lib/actions/hunting';
import { fetchQuery, savedQueriesQuery } from '@/lib/client/hunting';
import { useCommand } from '@/lib/client/use-command';
import type { SavedQuery } from '@/lib/domain/views/hunting';

interface SaveQueryProps {
  /** What is in the editor. */
  readonly text: () => string;
  /** The saved query that is open, at the version that was opened. */
  readonly opened: SavedQuery | null;
  readonly onSaved: (query: SavedQuery | null) => void;
}

/** What the dialog asks for; lists are typed with commas. */
interface Form {
  readonly name: string;
  readonly folder: string;
  readonly description: string;
  readonly tags: string;
  readonly techniques: string;
  readonly isShared: boolean;
}

const EMPTY: Form = { name: '', folder: '', description: '', tags: '', techniques: '', isShared: false };

const formOf = (opened: SavedQuery | null): Form =>
  opened ? { ...opened, tags: opened.tags.join(', '), techniques: opened.techniques.join(', ') } : EMPTY;

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** Keeps the query, as a new one or as a new version of the one that is open. */
export function SaveQuery({ text, opened, onSaved }: SaveQueryProps) {
  const [form, setForm] = useState<Form | null>(null);
  const { run, isPending, error, clear } = useCommand();
  const client = useQueryClient();
  const toast = useToast();
  const close = () => {
    setForm(null);
    clear();
  };
  const done = async (title: string, query: SavedQuery | null, name: string) => {
    await client.invalidateQueries({ queryKey: savedQueriesQuery.queryKey });
    onSaved(query);
    toast({ title, description: name, tone: 'success' });
    close();
  };
  const store = async (target: SavedQuery | null) => {
    if (!form) return;
    const made: string[] = [];
    const isDone = await run(async () => {
      const result = await saveQuery({
        ...(target ? { target: { id: target.id, version: target.version } } : {}),
        name: form.name,
        folder: form.folder,
        description: form.description,
        text: text(),
        tags: listOf(form.tags),
        techniques: listOf(form.techniques.toUpperCase()),
        isShared: form.isShared,
      });
      if (result?.data) made.push(result.data.id);
      return result;
    });
    const [id] = made;
    if (isDone && id !== undefined) await done('Query saved', await fetchQuery(id), form.name);
  };
  const remove = async () => {
    if (opened && (await run(() => deleteQuery({ id: opened.id, version: opened.version }))))
      await done('Query deleted', null, opened.name);
  };
  const set = (change: Partial<Form>) => setForm((now) => now && { ...now, ...change });
  return (
    <>
      <Button onClick={() => setForm(formOf(opened))}>
        <Save className="size-4" aria-hidden="true" />
        Save …
      </Button>
      <Dialog
        open={form !== null}
        onOpenChange={(open) => !open && close()}
        title={opened ? `Save ${opened.name}` : 'Save the query'}
        description="What is in the editor now is kept under this name."
        footer={
          <>
            {opened?.isMine ? (
              <Button variant="danger" pending={isPending} onClick={() => void remove()}>
                Delete the query
              </Button>
            ) : null}
            <span className="flex-1" />
            <Button onClick={close}>Cancel</Button>
            {opened ? (
              <Button pending={isPending} onClick={() => void store(null)}>
                Save as new
              </Button>
            ) : null}
            <Button
              variant="primary"
              pending={isPending}
              disabled={!form?.name.trim()}
              onClick={() => void store(opened)}
            >
              {opened ? 'Save changes' : 'Save'}
            </Button>
          </>
        }
      >
        {form ? <QueryForm form={form} error={error} onChange={set} /> : null}
      </Dialog>
    </>
  );
}

interface QueryFormProps {
  readonly form: Form;
  readonly error: string | null;
  readonly onChange: (change: Partial<Form>) => void;
}

function QueryForm({ form, error, onChange }: QueryFormProps) {
  const line = (name: 'name' | 'folder' | 'tags' | 'techniques', label: string, hint?: string) => (
    <Field label={label} {...(hint ? { hint } : {})}>
      {(field) => (
        <Input
          {...field}
          value={form[name]}
          maxLength={400}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="flex flex-col gap-3">
      {error ? (
        <Banner tone="error" live>
          {error}
        </Banner>
      ) : null}
      {line('name', 'Name')}
      {line('folder', 'Folder', 'Identity/Tokens, for instance')}
      <Field label="What it finds">
        {(field) => (
          <Textarea
            {...field}
            value={form.description}
            maxLength={2_000}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        {line('tags', 'Tags', 'With commas between them')}
        {line('techniques', 'ATT&CK techniques', 'T1110.003, T1078')}
      </div>
      <Checkbox
        label="Shared"
        hint="Everybody who hunts can open it and save changes to it. Otherwise only you see it."
        checked={form.isShared}
        onChange={(event) => onChange({ isShared: event.target.checked })}
      />
    </div>
  );
}
