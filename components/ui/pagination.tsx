import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from './button';

export interface PaginationProps {
  /** For instance "1,204 incidents". */
  readonly summary: ReactNode;
  /** Link to the page before or after, by key; absent at the ends. */
  readonly previousHref?: string | undefined;
  readonly nextHref?: string | undefined;
}

/** Previous and next by key: the place in the list stays right while rows arrive. */
export function Pagination({ summary, previousHref, nextHref }: PaginationProps) {
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 py-2 text-muted text-xs">
      <span>{summary}</span>
      {previousHref || nextHref ? (
        <span className="flex gap-1">
          <PageLink href={previousHref} label="Previous page">
            <ChevronLeft className="size-4" aria-hidden="true" />
          </PageLink>
          <PageLink href={nextHref} label="Next page">
            <ChevronRight className="size-4" aria-hidden="true" />
          </PageLink>
        </span>
      ) : null}
    </nav>
  );
}

interface PageLinkProps {
  readonly href: string | undefined;
  readonly label: string;
  readonly children: ReactNode;
}

function PageLink({ href, label, children }: PageLinkProps) {
  if (!href) {
    return (
      <Button size="icon" disabled aria-label={label}>
        {children}
      </Button>
    );
  }
  return (
    <Button size="icon" asChild>
      <Link href={href} aria-label={label} scroll={false}>
        {children}
      </Link>
    </Button>
  );
}
