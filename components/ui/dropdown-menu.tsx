'use client';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from 'react';
import type { MenuItemProps, MenuRadioGroupProps, PlacedMenuProps } from './menu-parts';
import { onReach } from './on-reach';
import { Slot } from './slot';

const parts = onReach(() => import('./menu-parts'));
const load = () => void parts.load();

export interface MenuProps {
  /** One focusable element, a Button for instance. */
  readonly trigger: ReactNode;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

/**
 * A menu that opens from its trigger; arrow keys, type-ahead and Escape work. All of it but the trigger is loaded when
 * somebody reaches for it, and the first press opens it like every later one.
 */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  const [opened, setOpened] = useState<'pointer' | 'key' | null>(null);
  const loaded = parts.useLoaded(opened !== null);
  if (loaded && opened)
    return (
      <loaded.OpenedMenu trigger={trigger} align={align} byKey={opened === 'key'}>
        {children}
      </loaded.OpenedMenu>
    );
  return (
    <Slot
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={load}
      onFocus={load}
      onClick={(event: MouseEvent) => setOpened(event.detail === 0 ? 'key' : 'pointer')}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        setOpened('key');
      }}
    >
      {trigger}
    </Slot>
  );
}

/** A menu where something was pointed at; it is there as long as this is. */
export function MenuAt(props: PlacedMenuProps) {
  const loaded = parts.useLoaded(true);
  return loaded ? <loaded.PlacedMenu {...props} /> : null;
}

export function MenuItem(props: MenuItemProps) {
  const { Item } = parts.get();
  return <Item {...props} />;
}

export function MenuRadioGroup(props: MenuRadioGroupProps) {
  const { RadioGroup } = parts.get();
  return <RadioGroup {...props} />;
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  const { Label } = parts.get();
  return <Label>{children}</Label>;
}

export function MenuSeparator() {
  const { Separator } = parts.get();
  return <Separator />;
}
