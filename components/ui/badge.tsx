import type { ReactNode } from 'react';
import { cx } from './cx';

/** A small neutral label: a tag, a count, a kind. */
export function Badge({
  children,
  className,
}: {
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <span
      className={cx(
        'inline-flex h-5 max-w-full items-center truncate rounded-sm border border-line bg-sunken px-1.5 text-2xs text-muted',
        className,
      )}
    >
      {children}
    </span>
  );
}
