import { ArrowDown, ArrowRight, ArrowUp } from 'lucide-react';

export interface TrendTextProps {
  readonly now: number | null;
  readonly before: number | null;
  /** The period before in words: "the 7 days before". */
  readonly against: string;
  /** How the number of before is written. */
  readonly format?: (value: number) => string;
}

const count = (value: number): string => value.toLocaleString('en');

/** How a number changed against the period before, in words; nothing is said where there is nothing to compare with. */
export function TrendText({ now, before, against, format = count }: TrendTextProps) {
  if (now === null || before === null) return null;
  const Icon = now > before ? ArrowUp : now < before ? ArrowDown : ArrowRight;
  const change = before === 0 ? null : Math.round((100 * (now - before)) / before);
  return (
    <span
      className="inline-flex items-center gap-0.5 text-muted text-xs"
      title={`${format(before)} in ${against}`}
    >
      <Icon className="size-3" aria-hidden="true" />
      {change === null
        ? `from ${format(before)}`
        : `${change > 0 ? '+' : change < 0 ? '−' : ''}${Math.abs(change)} %`}
      <span className="sr-only">
        {' '}
        against {format(before)} in {against}
      </span>
    </span>
  );
}
