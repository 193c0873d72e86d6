'use client';
import { useState } from 'react';
import { onReach } from './on-reach';
import type { PopoverPaneProps } from './popover-pane';
import { Slot } from './slot';

const pane = onReach(() => import('./popover-pane').then((module) => module.PopoverPane));
const load = () => void pane.load();

export interface PopoverProps
  extends Omit<PopoverPaneProps, 'open' | 'onOpenChange' | 'align' | 'className'> {
  readonly align?: 'start' | 'end';
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** Its width, where it is not the usual one. */
  readonly className?: string;
}

/**
 * A small pane that opens from its trigger and stays while one works in it; Escape and a click beside it close it. All
 * of it but the trigger is loaded when somebody reaches for it.
 */
export function Popover({
  align = 'end',
  className = 'w-96',
  open,
  onOpenChange,
  trigger,
  ...rest
}: PopoverProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const shown = open ?? isOpen;
  const change = (next: boolean) => {
    setIsOpen(next);
    onOpenChange?.(next);
  };
  if (shown && !wasOpen) setWasOpen(true);
  const Pane = pane.useLoaded(wasOpen);
  if (Pane)
    return (
      <Pane
        {...rest}
        trigger={trigger}
        align={align}
        className={className}
        open={shown}
        onOpenChange={change}
      />
    );
  return (
    <Slot
      aria-haspopup="dialog"
      aria-expanded={false}
      onPointerEnter={load}
      onFocus={load}
      onClick={() => change(true)}
    >
      {trigger}
    </Slot>
  );
}
