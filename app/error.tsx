'use client';
import { ErrorView } from '@/components/shell/error-view';

export default function ErrorPage(props: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  return (
    <main>
      <ErrorView digest={props.error.digest} onRetry={props.reset} />
    </main>
  );
}
