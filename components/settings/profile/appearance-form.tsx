'use client';
import { useState } from 'react';
import { rememberStart, setTheme, THEMES, type Theme } from '@/components/shell/preferences';
import { Field, Select } from '@/components/ui/field';
import { START_PAGES, type StartPage, startPage } from '@/lib/domain/start-pages';

const THEME_LABEL = {
  system: 'Like the system',
  light: 'Light',
  dark: 'Dark',
} as const satisfies Record<Theme, string>;

export interface AppearanceFormProps {
  readonly theme: Theme;
  readonly start: StartPage;
}

/** How the portal looks and with what it opens, in this browser; applied at once. */
export function AppearanceForm({ theme: initialTheme, start: initialStart }: AppearanceFormProps) {
  const [theme, chooseTheme] = useState(initialTheme);
  const [start, chooseStart] = useState(initialStart);
  return (
    <div className="flex flex-col gap-4">
      <Field label="Theme">
        {(state) => (
          <Select
            {...state}
            value={theme}
            options={THEMES.map((value) => ({ value, label: THEME_LABEL[value] }))}
            onChange={(event) => {
              const next = THEMES.find((known) => known === event.target.value) ?? 'system';
              setTheme(next);
              chooseTheme(next);
            }}
          />
        )}
      </Field>
      <Field label="Start page" hint="What opens after signing in.">
        {(state) => (
          <Select
            {...state}
            value={start}
            options={Object.entries(START_PAGES).map(([value, { label }]) => ({ value, label }))}
            onChange={(event) => {
              const next = startPage(event.target.value);
              rememberStart(next);
              chooseStart(next);
            }}
          />
        )}
      </Field>
      <p className="text-muted text-xs">
        Columns, sort and density of a list belong to its views: choose them there and save the view.
      </p>
    </div>
  );
}
