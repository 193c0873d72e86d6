'use client';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { TimeText } from '@/components/ui/time-text';
import { cancelRun } from '@/lib/actions/library';
import { useCommand } from '@/lib/client/use-command';
import type { LibraryProgress, LibraryRow, RunView } from '@/lib/domain/views/library';

interface WorkLineProps {
  readonly progress: LibraryProgress | undefined;
  readonly run: RunView | null;
  readonly rows: readonly LibraryRow[];
  readonly onChanged: () => void;
}

/** What the background is at, and what the last run found. */
export function WorkLine({ progress, run, rows, onChanged }: WorkLineProps) {
  const { run: call, isPending } = useCommand();
  const isRunning = progress?.run?.state === 'running';
  const cancel = async () => {
    if (await call(() => cancelRun())) onChanged();
  };
  if (!progress?.waiting && !isRunning && !run) return null;
  return (
    <div className="flex flex-col gap-2">
      {progress && progress.waiting > 0 ? (
        <div className="flex items-center gap-3 text-xs">
          <p className="shrink-0 text-muted">
            {progress.waiting.toLocaleString('en')} {progress.waiting === 1 ? 'query is' : 'queries are'}{' '}
            being checked
          </p>
          <Progress label="Checks" value={progress.total - progress.waiting} max={progress.total} />
        </div>
      ) : null}
      {isRunning && progress?.run ? (
        <div className="flex items-center gap-3 text-xs">
          <p className="shrink-0 text-muted">
            Ran {progress.run.done.toLocaleString('en')} of {progress.run.total.toLocaleString('en')}
          </p>
          <Progress label="Run" value={progress.run.done} max={progress.run.total} />
          <Button size="sm" pending={isPending} onClick={() => void cancel()}>
            Stop
          </Button>
        </div>
      ) : null}
      {run && !isRunning ? <Found run={run} rows={rows} /> : null}
    </div>
  );
}

function Found({ run, rows }: { readonly run: RunView; readonly rows: readonly LibraryRow[] }) {
  const of = (...outcomes: readonly string[]) =>
    rows.filter((row) => row.run && outcomes.includes(row.run.outcome)).length;
  const wrong = of('refused', 'timeout', 'failed');
  return (
    <p role="status" className="text-muted text-xs">
      {run.state === 'canceled' ? 'The last run was stopped' : 'Last run'}{' '}
      <TimeText value={run.startedAt} format="relative" />
      {': '}
      <span className="font-medium text-text">{of('rows').toLocaleString('en')} return rows</span>,{' '}
      {of('none').toLocaleString('en')} return none
      {wrong > 0 ? `, ${wrong.toLocaleString('en')} could not run or failed` : ''}
      {of('waiting') > 0 ? `, ${of('waiting').toLocaleString('en')} were not reached` : ''}.
    </p>
  );
}
