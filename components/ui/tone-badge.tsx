import type { ReactNode } from 'react';
import { cx } from './cx';

/** The scale, from quiet to loud, and three tones beside it. Each pair of colours meets WCAG AA in both themes. */
const TONES = {
  neutral: 'bg-neutral-bg text-neutral-fg',
  accent: 'bg-accent-bg text-accent-fg',
  success: 'bg-success-bg text-success-fg',
  info: 'bg-info-bg text-info-fg',
  low: 'bg-low-bg text-low-fg',
  medium: 'bg-medium-bg text-medium-fg',
  high: 'bg-high-bg text-high-fg',
  critical: 'bg-critical-bg text-critical-fg',
} as const;
export type Tone = keyof typeof TONES;

/** Bars that are filled: the scale can be read without its colours. */
export type Level = 0 | 1 | 2 | 3;

function Bars({ level }: { readonly level: Level }) {
  return (
    <svg viewBox="0 0 11 10" className="h-2.5 w-[11px] shrink-0" aria-hidden="true">
      {[1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={(bar - 1) * 4}
          y={8 - bar * 2.5}
          width="3"
          height={bar * 2.5 + 2}
          rx="0.75"
          fill="currentColor"
          opacity={bar <= level ? 1 : 0.25}
        />
      ))}
    </svg>
  );
}

export interface ToneBadgeProps {
  readonly tone: Tone;
  /** Shows how far up the scale this is, as bars, so that colour is never the only sign. */
  readonly level?: Level;
  readonly icon?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A label whose tone carries meaning (severity, risk, state). It knows no word of the domain. */
export function ToneBadge({ tone, level, icon, className, children }: ToneBadgeProps) {
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center align-middle gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-2xs',
        TONES[tone],
        className,
      )}
    >
      {level === undefined ? icon : <Bars level={level} />}
      {children}
    </span>
  );
}
