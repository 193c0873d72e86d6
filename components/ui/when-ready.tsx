import type { ReactNode } from 'react';

export interface WhenReadyProps<T> {
  readonly value: Promise<T>;
  readonly children: (value: T) => ReactNode;
}

/** What needs a value that is still being read, inside a Suspense: only this part of the page waits for it. */
export async function WhenReady<T>({ value, children }: WhenReadyProps<T>) {
  return children(await value);
}
