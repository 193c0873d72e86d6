'use client';
import { ArrowLeft, ChevronDown, ChevronUp } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { useShortcuts } from './shortcuts';

export interface QueueStepsProps {
  /** What the queue holds: "incident". */
  readonly thing: string;
  readonly back: { readonly href: string; readonly label: string };
  /** Null at the end of the queue, and until it is known. */
  readonly previous: string | null;
  readonly next: string | null;
}

/** Back to a queue at the same filter, and on to what is before or after in it; `[` and `]` do the same. */
export function QueueSteps({ thing, back, previous, next }: QueueStepsProps) {
  const router = useRouter();
  const go = (href: string | null) => {
    if (href !== null) router.push(href);
  };
  useShortcuts('Queue', [
    { keys: '[', label: `Previous ${thing} in the queue`, run: () => go(previous) },
    { keys: ']', label: `Next ${thing} in the queue`, run: () => go(next) },
  ]);
  return (
    <nav aria-label="Queue" className="flex items-center">
      <Button size="sm" variant="ghost" asChild>
        <Link href={back.href}>
          <ArrowLeft className="size-3.5" aria-hidden="true" />
          {back.label}
        </Link>
      </Button>
      <Step href={previous} label={`Previous ${thing} in the queue ([)`}>
        <ChevronUp className="size-4" aria-hidden="true" />
      </Step>
      <Step href={next} label={`Next ${thing} in the queue (])`}>
        <ChevronDown className="size-4" aria-hidden="true" />
      </Step>
    </nav>
  );
}

interface StepProps {
  readonly href: string | null;
  readonly label: string;
  readonly children: ReactNode;
}

function Step({ href, label, children }: StepProps) {
  if (href === null) {
    return (
      <Button size="icon" variant="ghost" className="size-7" disabled aria-label={label}>
        {children}
      </Button>
    );
  }
  return (
    <Button size="icon" variant="ghost" className="size-7" asChild>
      <Link href={href} aria-label={label} title={label}>
        {children}
      </Link>
    </Button>
  );
}
