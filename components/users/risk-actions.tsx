'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { RiskAction } from '@/lib/domain/views/risk';
import { RiskDialog } from './risk-dialog';

/** The decisions about a user's risk. Each opens a dialog that shows what it will change. */
export function RiskActions({ userId }: { readonly userId: string }) {
  const [open, setOpen] = useState<RiskAction | null>(null);
  return (
    <>
      <Button onClick={() => setOpen('confirmCompromised')}>Confirm user compromised …</Button>
      <Button onClick={() => setOpen('dismiss')}>Dismiss risk …</Button>
      <Button onClick={() => setOpen('remediatedElsewhere')}>Remediated elsewhere …</Button>
      <Button onClick={() => setOpen('confirmSafe')}>Confirm user safe …</Button>
      {open === null ? null : <RiskDialog userId={userId} action={open} onClose={() => setOpen(null)} />}
    </>
  );
}
