'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { TimeZoneProvider } from '@/components/ui/time-text';
import { ToastProvider } from '@/components/ui/toast';
import { LiveProvider } from '@/lib/client/live';
import { ShortcutsProvider } from './shortcuts';

export interface ProvidersProps {
  readonly timeZone: string;
  /** The newest event that the page knows of. */
  readonly since: string | null;
  readonly children: ReactNode;
}

/** What the portal's client components share: the query cache, live changes, the person's zone, keys, messages. */
export function Providers({ timeZone, since, children }: ProvidersProps) {
  const [queryClient] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: 15_000, refetchOnWindowFocus: true, retry: 1 } },
      }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <LiveProvider since={since}>
        <TimeZoneProvider zone={timeZone}>
          <ShortcutsProvider>
            <ToastProvider>{children}</ToastProvider>
          </ShortcutsProvider>
        </TimeZoneProvider>
      </LiveProvider>
    </QueryClientProvider>
  );
}
