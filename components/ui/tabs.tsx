'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { cx } from './cx';

export interface TabLinksProps {
  /** What the tabs are of, for assistive technology. */
  readonly label: string;
  readonly items: readonly { readonly href: string; readonly label: string; readonly count?: number }[];
  /** The href that is open; default: the one that equals the path. */
  readonly active?: string;
}

/** Tabs as links: each panel has a URL of its own, so it can be shared, reloaded and opened beside another. */
export function TabLinks({ label, items, active }: TabLinksProps) {
  const path = usePathname();
  const current = active ?? path;
  const bar = useRef<HTMLElement>(null);
  // On a phone the tabs scroll sideways: the open one is brought into sight, the page itself is not moved.
  // biome-ignore lint/correctness/useExhaustiveDependencies: again whenever another tab is open
  useEffect(() => {
    const tab = bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (bar.current && tab)
      bar.current.scrollLeft = tab.offsetLeft + tab.offsetWidth - bar.current.clientWidth;
  }, [current]);
  return (
    <nav ref={bar} aria-label={label} className="relative -mb-px flex gap-1 overflow-x-auto border-b">
      {items.map((item) => {
        const isCurrent = item.href === current;
        return (
          <Link
            key={item.href}
            href={item.href}
            aria-current={isCurrent ? 'page' : undefined}
            className={cx(
              'flex h-9 shrink-0 items-center gap-1.5 border-b-2 px-2.5 -outline-offset-2',
              isCurrent
                ? 'border-accent font-medium text-text'
                : 'border-transparent text-muted hover:text-text',
            )}
          >
            {item.label}
            {item.count === undefined ? null : (
              <span className="rounded-sm bg-neutral-bg px-1 text-2xs text-neutral-fg">{item.count}</span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
