'use client';
import { Progress as Radix } from 'radix-ui';

export interface ProgressProps {
  readonly label: string;
  /** 0 to `max`; `null` while the end is not known. */
  readonly value: number | null;
  readonly max?: number;
}

/** How far something has come. */
export function Progress({ label, value, max = 100 }: ProgressProps) {
  const share = value === null ? 100 : Math.min(100, (100 * value) / Math.max(max, 1));
  return (
    <Radix.Root
      aria-label={label}
      value={value}
      max={max}
      className="h-1.5 w-full overflow-hidden rounded-full bg-neutral-bg"
    >
      <Radix.Indicator
        className="h-full bg-accent transition-[width] data-[state=indeterminate]:animate-pulse"
        style={{ width: `${share}%` }}
      />
    </Radix.Root>
  );
}
