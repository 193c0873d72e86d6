'use client';

export interface PlainErrorProps {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}

/**
 * Where even the frame of the portal failed. Every page carries it, so it is made of nothing that others are made of.
 */
export function PlainError({ error, reset }: PlainErrorProps) {
  return (
    <main className="flex flex-col items-center gap-2 px-6 py-14 text-center">
      <h1 className="font-medium text-base">This page could not be shown</h1>
      <p className="max-w-prose text-muted">The error was logged. Nothing that you changed before is lost.</p>
      {error.digest ? (
        <p className="text-muted text-xs">
          Reference <code className="select-all font-mono">{error.digest}</code>
        </p>
      ) : null}
      <button
        type="button"
        onClick={reset}
        className="mt-2 h-8 rounded-md bg-accent px-3 font-medium text-on-accent text-sm hover:bg-accent-hover"
      >
        Try again
      </button>
    </main>
  );
}
