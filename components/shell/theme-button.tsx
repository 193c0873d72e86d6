'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import type { ComponentProps } from 'react';
import type { Theme } from './preferences';

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;
export const THEME_LABELS = { system: 'Like the system', light: 'Light', dark: 'Dark' } as const;

/** The button that says which theme is on. */
export function ThemeButton({ theme, ...rest }: { readonly theme: Theme } & ComponentProps<'button'>) {
  const Icon = ICONS[theme];
  return (
    <button
      type="button"
      aria-label={`Theme: ${THEME_LABELS[theme]}`}
      title="Theme"
      {...rest}
      className="rounded-md p-2 text-muted hover:bg-hover hover:text-text"
    >
      <Icon className="size-4" aria-hidden="true" />
    </button>
  );
}
