'use client';
import { Button } from '@/components/ui/button';
import { retryFailedImport, retrySetAsideBatches } from '@/lib/actions/dead-letters';
import { useCommand } from '@/lib/client/use-command';

export interface RetryButtonProps {
  readonly kind: 'import' | 'batch';
  readonly id: string;
  /** What is retried, for screen readers. */
  readonly name: string;
}

/** Tries again what failed as a whole; a refusal is told beside the button. */
export function RetryButton({ kind, id, name }: RetryButtonProps) {
  const { run, isPending, error } = useCommand();
  const retry = () => (kind === 'import' ? retryFailedImport({ id }) : retrySetAsideBatches({ ids: [id] }));
  return (
    <>
      <Button size="sm" pending={isPending} aria-label={`Retry ${name}`} onClick={() => void run(retry)}>
        Retry
      </Button>
      {error === null ? null : (
        <span role="alert" className="block text-high-fg text-xs">
          {error}
        </span>
      )}
    </>
  );
}
