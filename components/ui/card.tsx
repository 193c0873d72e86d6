import type { ReactNode } from 'react';
import { cx } from './cx';

export interface CardProps {
  readonly title?: string;
  /** Right of the title: a link, a count, a small button. */
  readonly aside?: ReactNode;
  readonly description?: ReactNode;
  /** No padding around the content (a table, a list of rows). */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A panel with a heading. */
export function Card({ title, aside, description, flush = false, className, children }: CardProps) {
  return (
    <section className={cx('min-w-0 rounded-lg border bg-surface', className)}>
      {title ? (
        <header className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2">
          <div className="min-w-0 flex-1">
            <h2 className="font-semibold text-sm">{title}</h2>
            {description ? <p className="text-muted text-xs">{description}</p> : null}
          </div>
          {aside}
        </header>
      ) : null}
      <div className={flush ? undefined : 'p-4'}>{children}</div>
    </section>
  );
}
