'use client';
import { TriangleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';

export interface ErrorViewProps {
  /** Under which the server's log knows the error. */
  readonly digest: string | undefined;
  readonly onRetry: () => void;
}

/** What is shown where a page failed: that it did, under which number, and another try. */
export function ErrorView({ digest, onRetry }: ErrorViewProps) {
  return (
    <EmptyState
      icon={<TriangleAlert />}
      title="This page could not be shown"
      level={1}
      action={
        <Button variant="primary" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <p>The error was logged. Nothing that you changed before is lost.</p>
      {digest ? (
        <p className="mt-1 inline-flex items-center gap-1 text-xs">
          Reference <code className="font-mono">{digest}</code>
          <CopyButton value={digest} what="reference" />
        </p>
      ) : null}
    </EmptyState>
  );
}
