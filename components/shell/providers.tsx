'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { TimeZoneProvider } from '@/components/ui/time-text';
import { ToastProvider } from '@/components/ui/toast';
import { LiveProvider } from '@/lib/client/live';
import { ShortcutsProvider } from './shortcuts';

export interface ProvidersProps {
  readonly timeZone: string;
  readonly children: ReactNode;
}

/** What the portal's client components share: the query cache, live changes, the person's zone, keys, messages. */
export function Providers({ timeZone, children }: ProvidersProps) {
  const [queryClient] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: 15_000, refetchOnWindowFocus: true, retry: 1 } },
      }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <LiveProvider>
        <TimeZoneProvider zone={timeZone}>
          <ShortcutsProvider>
            <ToastProvider>{children}</ToastProvider>
          </ShortcutsProvider>
        </TimeZoneProvider>
      </LiveProvider>
    </QueryClientProvider>
  );
}
