import { type ReactNode, Suspense } from 'react';

export interface StreamedProps<T> {
  /** What is asked for already while the page is being made. */
  readonly answer: Promise<T>;
  /** Shown until then, in the final size. */
  readonly fallback: ReactNode;
  readonly children: (answer: T) => ReactNode;
}

/** A part of a page that waits for its own answer: nothing else waits with it. */
export function Streamed<T>({ answer, fallback, children }: StreamedProps<T>) {
  return (
    <Suspense fallback={fallback}>
      <Late answer={answer}>{children}</Late>
    </Suspense>
  );
}

async function Late<T>({ answer, children }: Omit<StreamedProps<T>, 'fallback'>) {
  return <>{children(await answer)}</>;
}
