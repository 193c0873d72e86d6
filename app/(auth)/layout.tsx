import type { ReactNode } from 'react';
import { Logo } from '@/components/shell/logo';

/** The quiet frame of sign-in and set-up. */
export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-12">
      <div className="mb-6 flex items-center gap-2.5">
        <Logo className="size-7 text-accent" />
        <span className="font-semibold text-lg tracking-tight">Throughline</span>
      </div>
      <div className="w-full max-w-92 rounded-lg border bg-surface p-6 shadow-pop">{children}</div>
      <p className="mt-6 text-faint text-xs">One incident that tells the whole attack</p>
    </main>
  );
}
