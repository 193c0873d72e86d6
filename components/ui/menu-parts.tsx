'use client';
import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from './cx';
import { useStyleNonce } from './style-nonce';

/** What a menu is made of once it was opened; `dropdown-menu.tsx` loads it. */

const ITEM =
  'flex min-h-7 cursor-pointer select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-[disabled]:cursor-not-allowed data-[disabled]:opacity-50 data-[highlighted]:bg-hover';

const PANE =
  'z-50 max-h-[60vh] min-w-44 max-w-80 animate-pop overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-pop';

export interface OpenedMenuProps {
  readonly trigger: ReactNode;
  readonly align: 'start' | 'end';
  /** It was opened with a key: the trigger that took the first one's place is opened with a key, too. */
  readonly byKey: boolean;
  readonly children: ReactNode;
}

export function OpenedMenu({ trigger, align, byKey, children }: OpenedMenuProps) {
  useStyleNonce();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!byKey) return;
    button.current?.focus();
    button.current?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  }, [byKey]);
  return (
    <Radix.Root defaultOpen={!byKey}>
      <Radix.Trigger ref={button} asChild>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align={align} sideOffset={4} collisionPadding={8} className={PANE}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface PlacedMenuProps {
  readonly label: string;
  /** Where its corner is, px from the window's. */
  readonly x: number;
  readonly y: number;
  readonly onClose: () => void;
  /** Gives the focus back to what it was opened from. */
  readonly onClosed: () => void;
  readonly children: ReactNode;
}

/** A menu without a button of its own: what was pointed at, or has the focus, opened it. */
export function PlacedMenu({ label, x, y, onClose, onClosed, children }: PlacedMenuProps) {
  useStyleNonce();
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Trigger asChild>
        <span aria-hidden="true" className="pointer-events-none fixed size-0" style={{ left: x, top: y }} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="start"
          aria-label={label}
          aria-labelledby={undefined}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed();
          }}
          className={PANE}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps {
  readonly onSelect?: () => void;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  readonly tone?: 'default' | 'danger';
  /** The child is the item itself (a link). */
  readonly asChild?: boolean;
  readonly children: ReactNode;
}

export function Item({ onSelect, icon, disabled, tone = 'default', asChild, children }: MenuItemProps) {
  return (
    <Radix.Item
      asChild={asChild ?? false}
      disabled={disabled ?? false}
      {...(onSelect ? { onSelect } : {})}
      className={cx(ITEM, tone === 'danger' && 'text-high-fg')}
    >
      {asChild ? (
        children
      ) : (
        <>
          {icon}
          {children}
        </>
      )}
    </Radix.Item>
  );
}

export interface MenuRadioGroupProps {
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: ReactNode }[];
}

export function RadioGroup({ value, onValueChange, options }: MenuRadioGroupProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onValueChange}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={ITEM}>
          <span className="size-3.5">
            <Radix.ItemIndicator>
              <Check className="size-3.5" aria-hidden="true" />
            </Radix.ItemIndicator>
          </span>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function Label({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2 py-1 text-2xs text-faint">{children}</Radix.Label>;
}

export function Separator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
