'use client';
import { Printer } from 'lucide-react';
import { Button } from '@/components/ui/button';

/** Opens the browser's own print dialog, which also saves as PDF. */
export function PrintButton() {
  return (
    <Button variant="primary" size="sm" onClick={() => window.print()}>
      <Printer className="size-3.5" aria-hidden="true" />
      Print / save as PDF
    </Button>
  );
}
