'use client';
import { TimeText } from '@/components/ui/time-text';
import type { TimeRange } from '@/lib/domain/views/range';

/** A span of time in words, in the reader's zone. */
export function SpanWords({ range }: { readonly range: TimeRange }) {
  if (range.kind === 'all') return 'all time';
  if (range.kind === 'last') return range.days === 1 ? 'last 24 hours' : `last ${range.days} days`;
  return (
    <>
      {range.from === null ? null : (
        <>
          {range.to === null ? 'since ' : ''}
          <TimeText value={range.from} format="compact" />
        </>
      )}
      {range.to === null ? null : (
        <>
          {range.from === null ? 'before ' : ' to '}
          <TimeText value={range.to} format="compact" />
        </>
      )}
    </>
  );
}
