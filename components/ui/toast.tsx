'use client';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

export interface ToastMessage {
  readonly title: string;
  readonly description?: string;
  /** An error stays until it is closed. */
  readonly tone?: 'success' | 'error';
}

type Show = (message: ToastMessage) => void;
const ToastContext = createContext<Show>(() => {});

/** Shows a short message about what has just happened. */
export const useToast = (): Show => useContext(ToastContext);

interface Item extends ToastMessage {
  readonly id: number;
}

/** Holds the messages; once, around the portal. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [items, setItems] = useState<readonly Item[]>([]);
  const show = useCallback<Show>((message) => {
    setItems((now) => [...now.slice(-3), { ...message, id: (now.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const remove = useCallback((id: number) => setItems((now) => now.filter((item) => item.id !== id)), []);
  const value = useMemo(() => show, [show]);
  return (
    <ToastContext.Provider value={value}>
      <Radix.Provider swipeDirection="right" label="Notification">
        {children}
        {items.map((item) => (
          <ToastCard key={item.id} item={item} onClose={() => remove(item.id)} />
        ))}
        <Radix.Viewport className="fixed right-3 bottom-3 z-[60] flex w-80 max-w-[calc(100vw-1.5rem)] flex-col gap-2 outline-none" />
      </Radix.Provider>
    </ToastContext.Provider>
  );
}

function ToastCard({ item, onClose }: { readonly item: Item; readonly onClose: () => void }) {
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
