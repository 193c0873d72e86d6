import { cx } from './cx';

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
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value ?? undefined}
      aria-valuetext={value === null ? undefined : `${Math.round(share)} %`}
      className="h-1.5 w-full overflow-hidden rounded-full bg-neutral-bg"
    >
      <div
        className={cx('h-full bg-accent transition-[width]', value === null && 'animate-pulse')}
        style={{ width: `${share}%` }}
      />
    </div>
  );
}
