'use client';
import Link from 'next/link';
import { type FormEvent, useId, useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input, Select } from '@/components/ui/field';
import { Progress } from '@/components/ui/progress';
import { watchlistHref } from '@/lib/client/watchlists';
import type { WatchlistRow } from '@/lib/domain/views/watchlist';
import { aliasFrom, WATCHLIST_ALIAS } from '@/lib/domain/watchlist';
import { CsvPreview } from './csv-preview';
import { FileDrop } from './file-drop';
import { sizeText } from './size-text';
import { UploadResult } from './upload-result';
import { useUpload } from './use-upload';

/** What an upload does to a list that there is. */
export type UploadMode = 'replace' | 'merge';

interface UploadDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** The list that is replaced or added to; a new one is made where there is none. */
  readonly into?: { readonly list: WatchlistRow; readonly mode: UploadMode };
}

const TITLES: Readonly<Record<UploadMode, { title: string; about: string; does: string }>> = {
  replace: {
    title: 'Replace the list',
    about: 'The file becomes the list. Hunts see the old one until the new one is whole.',
    does: 'Replace the list',
  },
  merge: {
    title: 'Add rows from a file',
    about: 'Rows whose search key the list has already take the place of its items; others are added.',
    does: 'Add the rows',
  },
};
const NEW = {
  title: 'Upload a watchlist',
  about: 'A CSV file becomes a list that hunts read by its alias.',
  does: 'Upload the list',
};

interface Chosen {
  readonly alias: string;
  readonly name: string;
  readonly searchKey: string;
  readonly expiryColumn: string;
}

/** Uploads a file: chosen and looked into, sent, and what came of it. */
export function UploadDialog({ open, onOpenChange, into }: UploadDialogProps) {
  const form = useId();
  const upload = useUpload();
  const [fields, setFields] = useState<Chosen>({ alias: '', name: '', searchKey: '', expiryColumn: '' });
  const { state, chosen } = upload;
  const { title, about, does } = into ? TITLES[into.mode] : NEW;
  const isMerge = into?.mode === 'merge';
  const close = (next: boolean) => {
    if (!next) upload.reset();
    onOpenChange(next);
  };
  const choose = async (file: File) => {
    const head = await upload.choose(file);
    if (!head) return;
    const has = (name: string | null | undefined) => (name && head.columns.includes(name) ? name : undefined);
    setFields((now) => ({
      alias: now.alias || aliasFrom(file.name),
      name: now.name,
      searchKey: has(into?.list.searchKey) ?? head.columns[0] ?? '',
      expiryColumn: has(into?.list.expiryColumn) ?? '',
    }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!chosen) return;
    const { alias, name, searchKey, expiryColumn } = fields;
    void upload.send({
      alias: into?.list.alias ?? alias,
      file: chosen.file,
      options: {
        mode: into?.mode ?? 'replace',
        expect: into ? 'existing' : 'new',
        source: chosen.file.name,
        ...(isMerge ? {} : { key: searchKey, expiryColumn }),
        ...(into || name.trim() === '' ? {} : { name: name.trim() }),
      },
    });
  };
  const set = (change: Partial<Chosen>) => setFields((now) => ({ ...now, ...change }));
  const columns = chosen?.head.columns ?? [];
  const isBadAlias = fields.alias !== '' && !WATCHLIST_ALIAS.test(fields.alias);
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      width="lg"
      title={into ? `${title}: ${into.list.alias}` : title}
      description={about}
      footer={
        state.is === 'done' ? (
          <>
            <Button onClick={() => close(false)}>Close</Button>
            {into ? null : (
              <Button variant="primary" asChild>
                <Link href={watchlistHref(state.uploaded.id)}>Open the list</Link>
              </Button>
            )}
          </>
        ) : state.is === 'sending' ? (
          <Button onClick={upload.stop}>Stop</Button>
        ) : (
          <>
            <Button onClick={() => close(false)}>Cancel</Button>
            <Button
              variant="primary"
              type="submit"
              form={form}
              disabled={!chosen || isBadAlias || (!into && fields.alias === '')}
            >
              {does}
            </Button>
          </>
        )
      }
    >
      {state.is === 'done' ? <UploadResult uploaded={state.uploaded} /> : null}
      {state.is === 'sending' ? <Sending sent={state.sent} size={state.size} /> : null}
      {state.is === 'choosing' ? (
        <form id={form} onSubmit={submit} className="flex flex-col gap-4">
          {state.error ? (
            <Banner tone="error" live>
              {state.error}
            </Banner>
          ) : null}
          <FileDrop chosen={chosen} onFile={(file) => void choose(file)} />
          {chosen ? (
            <>
              <CsvPreview head={chosen.head} searchKey={isMerge ? into.list.searchKey : fields.searchKey} />
              {into ? null : (
                <div className="grid gap-4 sm:grid-cols-2">
                  <Field
                    label="Alias"
                    hint="Hunts name it: _GetWatchlist('alias'). It stays as it is."
                    error={
                      isBadAlias ? 'Letters, digits, - and _; it begins with a letter or digit.' : undefined
                    }
                  >
                    {(control) => (
                      <Input
                        {...control}
                        value={fields.alias}
                        required
                        maxLength={100}
                        spellCheck={false}
                        autoComplete="off"
                        onChange={(event) => set({ alias: event.target.value })}
                      />
                    )}
                  </Field>
                  <Field label="Name" hint="As people call it. The alias where it is left empty.">
                    {(control) => (
                      <Input
                        {...control}
                        value={fields.name}
                        maxLength={200}
                        autoComplete="off"
                        onChange={(event) => set({ name: event.target.value })}
                      />
                    )}
                  </Field>
                </div>
              )}
              {isMerge ? null : (
                <div className="grid gap-4 sm:grid-cols-2">
                  <Field label="Search key" hint="The column that hunts look items up by: SearchKey.">
                    {(control) => (
                      <Select
                        {...control}
                        value={fields.searchKey}
                        options={columns.map((name) => ({ value: name, label: name }))}
                        onChange={(event) => set({ searchKey: event.target.value })}
                      />
                    )}
                  </Field>
                  <Field
                    label="Items expire by"
                    hint="A column with dates; after it an item is not found any more."
                  >
                    {(control) => (
                      <Select
                        {...control}
                        value={fields.expiryColumn}
                        options={[
                          { value: '', label: 'They do not' },
                          ...columns.map((name) => ({ value: name, label: name })),
                        ]}
                        onChange={(event) => set({ expiryColumn: event.target.value })}
                      />
                    )}
                  </Field>
                </div>
              )}
            </>
          ) : null}
        </form>
      ) : null}
    </Dialog>
  );
}

/** How far a file has come; what the portal makes of it takes its time after that. */
function Sending({ sent, size }: { readonly sent: number; readonly size: number }) {
  const isSent = sent >= size;
  return (
    <div className="flex flex-col gap-2 py-6" role="status">
      <p>{isSent ? 'Sent. The rows are being read.' : `Sending: ${sizeText(sent)} of ${sizeText(size)}`}</p>
      <Progress
        label={isSent ? 'The rows are being read' : 'Sending the file'}
        value={isSent ? null : sent}
        max={Math.max(size, 1)}
      />
      <p className="text-muted text-xs">
        Nothing changes until the list is whole. {isSent ? 'You may leave this page.' : ''}
      </p>
    </div>
  );
}
