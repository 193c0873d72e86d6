'use client';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import type { ToastItem } from './toast';

export interface ToastStackProps {
  readonly items: readonly ToastItem[];
  readonly onClose: (id: number) => void;
}

/** The messages themselves; loaded with the first one. */
export function ToastStack({ items, onClose }: ToastStackProps) {
  return (
    <Radix.Provider swipeDirection="right" label="Notification">
      {items.map((item) => (
        <ToastCard key={item.id} item={item} onClose={() => onClose(item.id)} />
      ))}
      <Radix.Viewport className="fixed right-3 bottom-3 z-[60] flex w-80 max-w-[calc(100vw-1.5rem)] flex-col gap-2 outline-none" />
    </Radix.Provider>
  );
}

function ToastCard({ item, onClose }: { readonly item: ToastItem; readonly onClose: () => void }) {
  const failed = item.tone === 'error';
  return (
    <Radix.Root
      duration={failed ? Number.POSITIVE_INFINITY : 5_000}
      type={failed ? 'foreground' : 'background'}
      onOpenChange={(open) => !open && onClose()}
      className="flex animate-pop items-start gap-2 rounded-lg border bg-raised p-3 shadow-pop"
    >
      {failed ? (
        <CircleAlert className="mt-0.5 size-4 shrink-0 text-high-fg" aria-hidden="true" />
      ) : (
        <CircleCheck className="mt-0.5 size-4 shrink-0 text-success-fg" aria-hidden="true" />
      )}
      <div className="min-w-0 flex-1">
        <Radix.Title className="font-medium">{item.title}</Radix.Title>
        {item.description ? (
          <Radix.Description className="text-muted text-xs">{item.description}</Radix.Description>
        ) : null}
      </div>
      <Radix.Close aria-label="Close" className="rounded-sm p-0.5 text-muted hover:bg-hover">
        <X className="size-3.5" aria-hidden="true" />
      </Radix.Close>
    </Radix.Root>
  );
}
