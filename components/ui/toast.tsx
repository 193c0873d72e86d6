'use client';
import dynamic from 'next/dynamic';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

export interface ToastMessage {
  readonly title: string;
  readonly description?: string;
  /** An error stays until it is closed. */
  readonly tone?: 'success' | 'error';
}

const ToastStack = dynamic(() => import('./toast-stack').then((module) => module.ToastStack), { ssr: false });

type Show = (message: ToastMessage) => void;
const ToastContext = createContext<Show>(() => {});

/** Shows a short message about what has just happened. */
export const useToast = (): Show => useContext(ToastContext);

export interface ToastItem extends ToastMessage {
  readonly id: number;
}

/** Holds the messages; once, around the portal. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [items, setItems] = useState<readonly ToastItem[]>([]);
  const [wasShown, setWasShown] = useState(false);
  const show = useCallback<Show>((message) => {
    setWasShown(true);
    setItems((now) => [...now.slice(-3), { ...message, id: (now.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const remove = useCallback((id: number) => setItems((now) => now.filter((item) => item.id !== id)), []);
  const value = useMemo(() => show, [show]);
  return (
    <ToastContext.Provider value={value}>
      {children}
      {wasShown ? <ToastStack items={items} onClose={remove} /> : null}
    </ToastContext.Provider>
  );
}
