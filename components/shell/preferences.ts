'use client';
import type { StartPage } from '@/lib/domain/start-pages';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const YEAR = 31_536_000;

/** A preference of this browser. A cookie, because the server needs it to render the first byte right. */
function remember(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs a secure context
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
}

/** Applies a theme at once and remembers it. */
export function setTheme(theme: Theme): void {
  remember('tl-theme', theme);
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export const rememberNav = (collapsed: boolean): void => remember('tl-nav', collapsed ? 'collapsed' : 'open');

/** Where the portal opens. */
export const rememberStart = (page: StartPage): void => remember('tl-start', page);
