'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { cx } from './cx';
import { useStyleNonce } from './style-nonce';

const WIDTHS = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-3xl' } as const;

export interface DialogFrameProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** Said under the title, and to assistive technology. */
  readonly description?: ReactNode;
  readonly width?: keyof typeof WIDTHS;
  readonly children?: ReactNode;
  /** Buttons, right-aligned; the primary one last. */
  readonly footer?: ReactNode;
}

/** A dialog once it was opened; `dialog.tsx` loads it. */
export function DialogFrame({
  open,
  onOpenChange,
  title,
  description,
  width = 'md',
  children,
  footer,
}: DialogFrameProps) {
  useStyleNonce();
  // Radix returns focus to its own trigger only; ours are opened by any button.
  const opener = useRef<Element | null>(null);
  const returnFocus = (event: Event) => {
    event.preventDefault();
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Radix.Content
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={returnFocus}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cx(
            'fixed inset-x-3 top-[8vh] z-50 mx-auto flex max-h-[84vh] animate-pop flex-col rounded-lg border border-line bg-raised shadow-pop outline-none',
            WIDTHS[width],
          )}
        >
          <header className="flex items-start gap-3 border-b px-4 py-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="mt-0.5 text-muted">{description}</Radix.Description>
              ) : null}
            </div>
            <Radix.Close
              aria-label="Close"
              className="-mr-1 rounded-md p-1 text-muted hover:bg-hover hover:text-text"
            >
              <X className="size-4" aria-hidden="true" />
            </Radix.Close>
          </header>
          {children ? <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">{children}</div> : null}
          {footer ? (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{footer}</footer>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
