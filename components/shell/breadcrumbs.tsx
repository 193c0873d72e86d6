'use client';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Fragment } from 'react';
import { crumbsOf } from './navigation';

/** Where the page is in the portal. */
export function Breadcrumbs() {
  const crumbs = crumbsOf(usePathname());
  return (
    <nav aria-label="Breadcrumb" className="min-w-0 flex-1">
      <ol className="flex min-w-0 items-center gap-1 text-muted">
        {crumbs.map(({ label, href }, index) => (
          <Fragment key={label}>
            {index > 0 ? (
              <li aria-hidden="true">
                <ChevronRight className="size-3.5 text-faint" />
              </li>
            ) : null}
            <li className="truncate">
              {href === undefined ? (
                <span
                  aria-current={index === crumbs.length - 1 ? 'page' : undefined}
                  className="last:font-medium"
                >
                  {label}
                </span>
              ) : (
                <Link href={href} className="hover:text-text hover:underline">
                  {label}
                </Link>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
