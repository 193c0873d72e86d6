'use client';
import { Menu, MenuRadioGroup } from '@/components/ui/dropdown-menu';
import { THEMES, type Theme } from './preferences';
import { THEME_LABELS, ThemeButton } from './theme-button';

export interface ThemeMenuProps {
  readonly theme: Theme;
  readonly onChange: (theme: Theme) => void;
}

/** The themes to choose from; loaded with the first click on the button, and open at once. */
export function ThemeMenu({ theme, onChange }: ThemeMenuProps) {
  return (
    <Menu defaultOpen trigger={<ThemeButton theme={theme} />}>
      <MenuRadioGroup
        value={theme}
        onValueChange={(value) => onChange(THEMES.find((known) => known === value) ?? 'system')}
        options={THEMES.map((value) => ({ value, label: THEME_LABELS[value] }))}
      />
    </Menu>
  );
}
