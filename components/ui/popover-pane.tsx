'use client';
import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx';
import { useStyleNonce } from './style-nonce';

export interface PopoverPaneProps {
  /** What it is; read out when it opens. */
  readonly label: string;
  /** One focusable element. */
  readonly trigger: ReactNode;
  readonly align: 'start' | 'end';
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly className: string;
  readonly children: ReactNode;
}

/** A popover once it was opened; `popover.tsx` loads it. */
export function PopoverPane({ label, trigger, align, className, children, ...state }: PopoverPaneProps) {
  useStyleNonce();
  return (
    <Radix.Root {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cx(
            'z-50 flex max-h-[70vh] max-w-[calc(100vw-1rem)] animate-pop flex-col overflow-y-auto rounded-lg border border-line bg-raised shadow-pop outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
