import Link from 'next/link';
import { cx } from '@/components/ui/cx';
import { periodHref } from '@/lib/client/overview';
import { PERIOD_LABEL, PERIODS, type PeriodName } from '@/lib/domain/views/period';

export interface PeriodLinksProps {
  readonly path: string;
  readonly value: PeriodName;
  /** The period of the bare address. */
  readonly usual: PeriodName;
}

/** How far back the page looks: each period is an address. */
export function PeriodLinks({ path, value, usual }: PeriodLinksProps) {
  return (
    <nav aria-label="Period" className="flex rounded-md border border-line-strong/50 bg-surface p-0.5">
      {PERIODS.map((period) => (
        <Link
          key={period}
          href={periodHref(path, period, usual)}
          scroll={false}
          aria-current={period === value ? 'true' : undefined}
          title={PERIOD_LABEL[period]}
          className={cx(
            'flex h-6 items-center rounded-sm px-2 text-xs',
            period === value
              ? 'bg-selected font-medium text-text'
              : 'text-muted hover:bg-hover hover:text-text',
          )}
        >
          {period}
        </Link>
      ))}
    </nav>
  );
}
