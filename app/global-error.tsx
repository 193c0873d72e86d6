'use client';
import { ErrorView } from '@/components/shell/error-view';
import './globals.css';

/** When even the frame failed. */
export default function GlobalError(props: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  return (
    <html lang="en">
      <body className="min-h-dvh bg-bg text-text">
        <ErrorView digest={props.error.digest} onRetry={props.reset} />
      </body>
    </html>
  );
}
