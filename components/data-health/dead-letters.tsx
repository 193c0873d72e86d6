'use client';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { TimeText } from '@/components/ui/time-text';
import { discardDeadLetterRows, retryDeadLetterRows } from '@/lib/actions/dead-letters';
import { useCommand } from '@/lib/client/use-command';
import type { DeadLetterRow } from '@/lib/domain/views/data-health';

export interface DeadLettersProps {
  readonly rows: readonly DeadLetterRow[];
  readonly canRetry: boolean;
}

/** Rows that could not be read: where, why, and the row as it came. */
export function DeadLetters({ rows, canRetry }: DeadLettersProps) {
  const { run, isPending, error } = useCommand();
  const ids = rows.map((row) => row.id);
  return (
    <div className="flex flex-col gap-2" aria-busy={isPending}>
      {error === null ? null : (
        <Banner tone="error" live>
          {error}
        </Banner>
      )}
      {canRetry ? (
        <div className="flex gap-2">
          <Button size="sm" pending={isPending} onClick={() => void run(() => retryDeadLetterRows({ ids }))}>
            Retry these {rows.length}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            pending={isPending}
            onClick={() => void run(() => discardDeadLetterRows({ ids }))}
          >
            Discard these {rows.length}
          </Button>
        </div>
      ) : null}
      <ul className="divide-y divide-line rounded-lg border bg-surface">
        {rows.map((row) => (
          <li key={row.id} className="px-4 py-2">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium">{row.table}</span>
              <span className="text-muted text-xs">
                line {row.line}, field {row.field} · <TimeText value={row.at} format="short" />
              </span>
              <span className="min-w-0 flex-1 basis-60 break-words text-high-fg text-xs">{row.reason}</span>
              {canRetry ? (
                <span className="flex gap-1">
                  <Button
                    size="sm"
                    disabled={isPending}
                    onClick={() => void run(() => retryDeadLetterRows({ ids: [row.id] }))}
                  >
                    Retry
                  </Button>
                  <Button
                    size="sm"
                    variant="ghost"
                    disabled={isPending}
                    onClick={() => void run(() => discardDeadLetterRows({ ids: [row.id] }))}
                  >
                    Discard
                  </Button>
                </span>
              ) : null}
            </div>
            <details className="mt-1">
              <summary className="cursor-pointer text-muted text-xs">The row as it came</summary>
              <pre className="mt-1 max-h-48 overflow-auto whitespace-pre-wrap break-all rounded-md bg-sunken p-2 font-mono text-xs">
                {row.raw}
              </pre>
            </details>
          </li>
        ))}
      </ul>
    </div>
  );
}
