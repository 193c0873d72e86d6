import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Throughline', template: '%s · Throughline' },
  description: 'XDR investigation portal',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

/** The theme comes from a cookie, so the first byte of HTML has the right colours and no script has to fix them. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = (await cookies()).get('tl-theme')?.value;
  const known = theme === 'light' || theme === 'dark' ? theme : undefined;
  return (
    <html lang="en" data-theme={known}>
      <body className="min-h-dvh bg-bg text-text">{children}</body>
    </html>
  );
}
