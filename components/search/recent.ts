'use client';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';

/** A page about one thing that was open in this tab. */
export interface Visit {
  readonly href: string;
  readonly title: string;
}

const KEY = 'tl-recent';
const KEPT = 12;
/** Pages about one thing; lists are a key away anyway. */
const THING = /^\/(incidents|alerts|users|entities)\/[^/]+/;

/** The last things that were open in this tab, the latest first. They end with the tab, as what they name is secret. */
export function recentVisits(): readonly Visit[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isVisit) : [];
  } catch {
    return [];
  }
}

const isVisit = (value: unknown): value is Visit =>
  typeof value === 'object' &&
  value !== null &&
  'href' in value &&
  typeof value.href === 'string' &&
  value.href.startsWith('/') &&
  'title' in value &&
  typeof value.title === 'string';

function remember(href: string): void {
  const title = document.title.split(' · ', 1)[0] ?? '';
  if (title === '' || title === 'Throughline') return;
  const others = recentVisits().filter((visit) => visit.href !== href);
  sessionStorage.setItem(KEY, JSON.stringify([{ href, title }, ...others].slice(0, KEPT)));
}

/** Notes the things that are opened, by the title that their page gives itself. */
export function useRememberVisits(): void {
  const path = usePathname();
  useEffect(() => {
    const href = THING.exec(path)?.[0];
    if (href === undefined) return;
    // The title of a page may come after the page.
    const watch = new MutationObserver(() => remember(href));
    watch.observe(document.head, { childList: true, subtree: true, characterData: true });
    const first = setTimeout(() => remember(href), 300);
    return () => {
      clearTimeout(first);
      watch.disconnect();
    };
  }, [path]);
}
