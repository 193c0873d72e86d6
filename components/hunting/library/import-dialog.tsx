'use client';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { Progress } from '@/components/ui/progress';
import { type ChosenFile, wantedFiles } from '@/lib/domain/hunting/library';
import type { Library, LibraryProgress } from '@/lib/domain/views/library';
import { SourceReport } from './source-report';
import { chosenFiles, type ImportState, useImport } from './use-import';

interface ImportDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly library: Library | undefined;
  readonly progress: LibraryProgress | undefined;
  /** Shows the queries of a source. */
  readonly onShow: (source: string) => void;
}

interface Choice {
  readonly files: readonly ChosenFile[];
  readonly wanted: number;
}

/** Choose a folder, files or an archive; give the source its name; read what came of it. */
export function ImportDialog({ open, onOpenChange, library, progress, onShow }: ImportDialogProps) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const { state, start, cancel } = useImport();
  const source = state.is === 'done' ? library?.sources.find(({ id }) => id === state.sourceId) : undefined;
  const isBusy = state.is === 'reading' || state.is === 'sending';
  const choose = async (list: FileList | null): Promise<void> => {
    const files = [...(list ?? [])];
    const [first] = files;
    if (!first) return;
    setProblem(null);
    try {
      const chosen = await chosenFiles(files);
      setChoice({ files: chosen, wanted: wantedFiles(chosen).wanted.length });
      const folder = first.webkitRelativePath.split('/')[0];
      setName((now) => now || (folder || first.name).replace(/(-(main|master))?\.zip$|-(main|master)$/i, ''));
    } catch (error) {
      setChoice(null);
      setProblem(error instanceof Error ? error.message : 'It cannot be read.');
    }
  };
  const close = (next: boolean): void => {
    onOpenChange(next);
    if (next) return;
    cancel();
    setChoice(null);
    setName('');
    setProblem(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      width="lg"
      title="Import queries"
      description="Sentinel rules and hunting queries (YAML, exported JSON), .kql and text files, and the KQL blocks of Markdown."
      footer={
        source ? (
          <>
            <Button onClick={() => close(false)}>Close</Button>
            <Button
              variant="primary"
              onClick={() => {
                onShow(source.name);
                close(false);
              }}
            >
              Show its queries
            </Button>
          </>
        ) : (
          <>
            <Button onClick={() => close(false)}>Cancel</Button>
            <Button
              variant="primary"
              pending={isBusy}
              disabled={!choice || choice.wanted === 0 || name.trim() === ''}
              onClick={() => choice && start(choice.files, name.trim())}
            >
              Import
            </Button>
          </>
        )
      }
    >
      {source ? (
        <SourceReport source={source} rows={library?.rows ?? []} progress={progress} />
      ) : (
        <div className="flex flex-col gap-3">
          <ImportProblem state={state} problem={problem} />
          <div className="grid gap-3 sm:grid-cols-2">
            <Chooser
              label="A folder"
              hint="A checkout of a repository, with everything below it."
              isFolder
              onChoose={choose}
            />
            <Chooser
              label="Files, or a .zip"
              hint="The .zip of a repository as it was downloaded will do."
              onChoose={choose}
            />
          </div>
          {choice ? (
            <p role="status">
              {choice.wanted.toLocaleString('en')} of {choice.files.length.toLocaleString('en')} files may
              hold queries.
            </p>
          ) : null}
          <Field
            label="Name of the source"
            hint="Import it under the same name later, and what changed is taken over. What you changed here stays as it is."
          >
            {(field) => (
              <Input
                {...field}
                value={name}
                maxLength={100}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          {isBusy ? (
            <div className="flex flex-col gap-1">
              <p className="text-muted text-xs">
                {state.is === 'reading' ? 'Reading' : 'Importing'} {state.done.toLocaleString('en')} of{' '}
                {state.total.toLocaleString('en')} files
              </p>
              <Progress label="Import" value={state.done} max={state.total} />
            </div>
          ) : null}
        </div>
      )}
    </Dialog>
  );
}

function ImportProblem({ state, problem }: { readonly state: ImportState; readonly problem: string | null }) {
  const message = state.is === 'failed' ? state.message : problem;
  return message === null ? null : (
    <Banner tone="error" live>
      {message}
    </Banner>
  );
}

interface ChooserProps {
  readonly label: string;
  readonly hint: string;
  readonly isFolder?: boolean;
  readonly onChoose: (files: FileList | null) => Promise<void>;
}

function Chooser({ label, hint, isFolder = false, onChoose }: ChooserProps) {
  return (
    <Field label={label} hint={hint}>
      {(field) => (
        <input
          {...field}
          type="file"
          multiple
          {...(isFolder
            ? { webkitdirectory: '' }
            : { accept: '.zip,.yaml,.yml,.kql,.csl,.kusto,.txt,.md,.json' })}
          onChange={(event) => void onChoose(event.target.files)}
          className="w-full min-w-0 text-xs file:mr-2 file:h-8 file:cursor-pointer file:rounded-md file:border file:border-line-strong/50 file:bg-surface file:px-3 file:font-medium file:text-text file:text-sm hover:file:bg-hover"
        />
      )}
    </Field>
  );
}
