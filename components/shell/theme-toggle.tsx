'use client';
import { useState } from 'react';
import { OnDemand } from '@/components/ui/on-demand';
import { setTheme, type Theme } from './preferences';
import { ThemeButton } from './theme-button';

const load = () => import('./theme-menu').then((module) => module.ThemeMenu);

/** Chooses between light, dark and the system's theme. */
export function ThemeToggle({ initial }: { readonly initial: Theme }) {
  const [theme, choose] = useState(initial);
  const onChange = (next: Theme) => {
    setTheme(next);
    choose(next);
  };
  return (
    <OnDemand opens="menu" load={load} props={{ theme, onChange }}>
      {(attributes) => <ThemeButton theme={theme} {...attributes} />}
    </OnDemand>
  );
}
