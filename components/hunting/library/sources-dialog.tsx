'use client';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TimeText } from '@/components/ui/time-text';
import { removeSource } from '@/lib/actions/library';
import { useCommand } from '@/lib/client/use-command';
import type { Library, LibraryProgress, SourceView } from '@/lib/domain/views/library';
import { SourceReport } from './source-report';

interface SourcesDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly library: Library | undefined;
  readonly progress: LibraryProgress | undefined;
  readonly canWrite: boolean;
  readonly onChanged: () => void;
}

/** What was imported from where, and the report of the last import of each. */
export function SourcesDialog({
  open,
  onOpenChange,
  library,
  progress,
  canWrite,
  onChanged,
}: SourcesDialogProps) {
  const sources = library?.sources ?? [];
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      width="lg"
      title="Sources"
      description="What was imported, and what came of it."
      footer={<Button onClick={() => onOpenChange(false)}>Close</Button>}
    >
      {sources.length === 0 ? <p className="text-muted">Nothing was imported yet.</p> : null}
      <ul className="flex flex-col gap-3">
        {sources.map((source) => (
          <li key={source.id} className="rounded-md border p-3">
            <p className="mb-2 text-muted text-xs">
              Imported by {source.importedBy}, <TimeText value={source.startedAt} format="relative" />
            </p>
            <SourceReport source={source} rows={library?.rows ?? []} progress={progress} />
            {canWrite ? <Remove source={source} onChanged={onChanged} /> : null}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** Takes a source away, after a second press. */
function Remove({ source, onChanged }: { readonly source: SourceView; readonly onChanged: () => void }) {
  const [isAsked, setAsked] = useState(false);
  const { run, isPending, error } = useCommand();
  const remove = async () => {
    if (await run(() => removeSource({ sourceId: source.id }))) onChanged();
  };
  return (
    <div className="mt-3 flex flex-col gap-2">
      {error ? (
        <Banner tone="error" live>
          {error}
        </Banner>
      ) : null}
      {isAsked ? (
        <div className="flex flex-wrap items-center gap-2">
          <p className="flex-1">
            Its queries are deleted. Those that were changed here stay, as queries of their own.
          </p>
          <Button size="sm" onClick={() => setAsked(false)}>
            Keep it
          </Button>
          <Button size="sm" variant="danger" pending={isPending} onClick={() => void remove()}>
            Remove “{source.name}”
          </Button>
        </div>
      ) : (
        <Button size="sm" className="self-start" onClick={() => setAsked(true)}>
          Remove …
        </Button>
      )}
    </div>
  );
}
