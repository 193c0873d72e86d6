import Link from 'next/link';
import { ROWS } from '@/lib/client/overview';
import type { DurationTrend, ResponseTimes } from '@/lib/domain/views/overview';
import { durationText, PERIOD_LABEL, type Period } from '@/lib/domain/views/period';
import { TrendText } from './trend-text';

interface LineProps {
  readonly name: string;
  readonly href: string;
  readonly trend: DurationTrend;
  readonly against: string;
}

function Line({ name, href, trend: { now, before }, against }: LineProps) {
  return (
    <div className="flex flex-col gap-0.5 py-2 first:pt-0 last:pb-0">
      <h3 className="text-muted text-xs">{name}</h3>
      {now.count === 0 ? (
        <p>
          None in this period
          {before.count === 0 ? '' : `, ${before.count.toLocaleString('en')} in ${against}`}.
        </p>
      ) : (
        <>
          <p className="flex flex-wrap items-baseline gap-x-2.5">
            <span className="font-semibold text-xl">{durationText(now.mean)}</span>
            <TrendText now={now.mean} before={before.mean} against={against} format={durationText} />
          </p>
          <p className="flex flex-wrap gap-x-2 text-muted text-xs">
            <span>median {durationText(now.median)}</span>
            <span aria-hidden="true">·</span>
            <Link href={href} className="text-accent hover:underline">
              {now.count.toLocaleString('en')} {now.count === 1 ? 'incident' : 'incidents'}
            </Link>
          </p>
        </>
      )}
    </div>
  );
}

/** Mean time to acknowledge and to resolve, with the median and how it changed. */
export function ResponseTimesList({
  times,
  period,
}: {
  readonly times: ResponseTimes;
  readonly period: Period;
}) {
  const against = `the ${PERIOD_LABEL[period.name].replace('Last ', '')} before`;
  return (
    <div className="divide-y">
      <Line
        name="Mean time to acknowledge"
        href={ROWS.acknowledged(period.from)}
        trend={times.acknowledge}
        against={against}
      />
      <Line
        name="Mean time to resolve"
        href={ROWS.resolved(period.from)}
        trend={times.resolve}
        against={against}
      />
    </div>
  );
}
