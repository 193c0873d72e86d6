import Link from 'next/link';
import type { ReactNode } from 'react';

export interface FigureCardProps {
  readonly title: string;
  /** The one number. */
  readonly value: ReactNode;
  /** The rows that the number counts. */
  readonly href?: string | undefined;
  /** Beside the number: how it changed. */
  readonly aside?: ReactNode;
  /** Below it: what it is made of. */
  readonly children?: ReactNode;
}

/** One number with its name, what it is made of, and the way to its rows. */
export function FigureCard({ title, value, href, aside, children }: FigureCardProps) {
  return (
    <section className="flex min-w-0 flex-col gap-1 rounded-lg border bg-surface px-4 py-3 max-sm:px-3">
      <h2 className="font-medium text-muted text-xs">{title}</h2>
      <div className="flex flex-wrap items-baseline gap-x-2.5">
        {href === undefined ? (
          <p className="font-semibold text-xl">{value}</p>
        ) : (
          <Link href={href} className="font-semibold text-xl hover:underline">
            {value}
            <span className="sr-only">, {title}: show them</span>
          </Link>
        )}
        {aside}
      </div>
      {children}
    </section>
  );
}
