'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuRadioGroup } from '@/components/ui/dropdown-menu';
import { setTheme, THEMES, type Theme } from './preferences';

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;
const LABELS = { system: 'Like the system', light: 'Light', dark: 'Dark' } as const;

/** Chooses between light, dark and the system's theme. */
export function ThemeToggle({ initial }: { readonly initial: Theme }) {
  const [theme, choose] = useState(initial);
  const Icon = ICONS[theme];
  const onChange = (value: string) => {
    const next = THEMES.find((known) => known === value) ?? 'system';
    setTheme(next);
    choose(next);
  };
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Theme: ${LABELS[theme]}`}
          title="Theme"
          className="rounded-md p-2 text-muted hover:bg-hover hover:text-text"
        >
          <Icon className="size-4" aria-hidden="true" />
        </button>
      }
    >
      <MenuRadioGroup
        value={theme}
        onValueChange={onChange}
        options={THEMES.map((value) => ({ value, label: LABELS[value] }))}
      />
    </Menu>
  );
}
