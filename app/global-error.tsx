'use client';
import { PlainError, type PlainErrorProps } from '@/components/shell/plain-error';
import './globals.css';

/** When even the frame failed. */
export default function GlobalError(props: PlainErrorProps) {
  return (
    <html lang="en">
      <body className="min-h-dvh bg-bg text-text">
        <PlainError {...props} />
      </body>
    </html>
  );
}
