'use client';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { previewQuery } from '@/lib/client/jobs-query';
import type { JobTarget } from '@/lib/domain/job-states';
import type { BulkAction } from '@/lib/domain/jobs';
import type { BulkSelection } from '@/lib/domain/views/bulk';
import type { SelectionView } from '@/lib/domain/views/jobs';
import { AssignMenu } from './assign-menu';
import { CountChanged } from './count-changed';
import { ReopenManyDialog } from './reopen-many-dialog';
import { StatusMenu } from './status-menu';
import { TagDialog } from './tag-dialog';
import { offersOf } from './transitions';
import { useStartJob } from './use-start-job';
import { VerdictDialog } from './verdict-dialog';

export interface BulkBarProps {
  readonly target?: JobTarget;
  readonly selection: BulkSelection;
  /** The work was handed over: the selection has done its service. */
  readonly onDone: () => void;
  /** Gives the selection up. */
  readonly onClear?: () => void;
}

type Open = 'resolve' | 'classify' | 'reopen' | 'tags' | null;

/**
 * What can be done with a selection, of any size: only steps that change something are offered, each with the number
 * that it changes. The work itself is a job in the background.
 */
export function BulkBar({ target = 'incident', selection, onDone, onClear }: BulkBarProps) {
  const [open, setOpen] = useState<Open>(null);
  const { data: view, isError } = useQuery(previewQuery(target, selection));
  const job = useStartJob(target, selection, () => {
    setOpen(null);
    onDone();
  });
  const count = selection.kind === 'ids' ? selection.ids.length : selection.expected;
  const run = (action: BulkAction) => void job.start(action);
  const offers = view ? offersOf(target, view) : null;
  const can = (what: keyof NonNullable<typeof offers>) => offers?.[what];
  const meWouldChange = view !== undefined && (view.assignee[view.me] ?? 0) < view.count;
  useShortcuts('Selection', [
    {
      keys: 'm',
      label: 'Assign the selection to me',
      run: () => meWouldChange && run({ do: 'assign', assignedTo: view.me }),
    },
    { keys: 'c', label: 'Classify the selection', run: () => can('classify') && setOpen('classify') },
    { keys: 'r', label: 'Resolve the selection', run: () => can('resolve') && setOpen('resolve') },
    { keys: 't', label: 'Tag the selection', run: () => can('tags') && setOpen('tags') },
  ]);
  return (
    <section
      aria-label="Selection"
      className="sticky bottom-3 z-20 mx-auto flex w-fit max-w-full animate-pop flex-wrap items-center gap-2 rounded-lg border border-line-strong/50 bg-raised px-3 py-2 shadow-pop"
    >
      <span className="font-medium tabular-nums" aria-live="polite">
        {count.toLocaleString('en')} selected
      </span>
      {isError ? <span className="text-high-fg text-xs">The selection could not be read.</span> : null}
      {view && offers ? (
        <>
          <AssignMenu view={view} disabled={job.pending} onChoose={run} />
          {offers.status.length > 0 || offers.reopen ? (
            <StatusMenu
              offers={offers}
              disabled={job.pending}
              onChoose={run}
              onReopen={() => setOpen('reopen')}
            />
          ) : null}
          {offers.classify ? (
            <Button size="sm" disabled={job.pending} onClick={() => setOpen('classify')}>
              Classify …
            </Button>
          ) : null}
          {offers.tags ? (
            <Button size="sm" disabled={job.pending} onClick={() => setOpen('tags')}>
              Tags …
            </Button>
          ) : null}
          {offers.resolve ? (
            <Button size="sm" variant="primary" disabled={job.pending} onClick={() => setOpen('resolve')}>
              Resolve …
            </Button>
          ) : null}
        </>
      ) : null}
      {onClear ? (
        <Button
          size="icon"
          variant="ghost"
          className="size-7"
          aria-label="Clear the selection"
          onClick={onClear}
        >
          <X className="size-4" aria-hidden="true" />
        </Button>
      ) : null}
      {job.error !== null && open === null ? (
        <div className="w-full">
          <Banner tone="error" live>
            {job.error}
          </Banner>
        </div>
      ) : null}
      {view ? (
        <Dialogs
          open={job.changed ? null : open}
          target={target}
          view={view}
          job={job}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {job.changed ? <CountChanged target={target} before={count} job={job} changed={job.changed} /> : null}
    </section>
  );
}

interface DialogsProps {
  readonly open: Open;
  readonly target: JobTarget;
  readonly view: SelectionView;
  readonly job: ReturnType<typeof useStartJob>;
  readonly onClose: () => void;
}

function Dialogs({ open, onClose, ...rest }: DialogsProps) {
  const close = () => {
    rest.job.dismiss();
    onClose();
  };
  if (open === 'resolve' || open === 'classify')
    return <VerdictDialog {...rest} what={open} onClose={close} />;
  if (open === 'reopen') return <ReopenManyDialog {...rest} onClose={close} />;
  return open === 'tags' ? <TagDialog {...rest} onClose={close} /> : null;
}
