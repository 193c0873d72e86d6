'use client';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { Banner } from '@/components/ui/banner';
import { incidentHref } from '@/lib/client/incidents';
import type { IncidentReference } from '@/lib/domain/views/incident';

/** Tells somebody who followed the address of a merged incident why they are at another one. */
export function MergeNotice({ mergedFrom }: { readonly mergedFrom: readonly IncidentReference[] }) {
  const from = useSearchParams().get('from');
  const gone = mergedFrom.find(({ number }) => String(number) === from);
  if (!gone) return null;
  return (
    <Banner title={`Incident #${gone.number} was merged into this one`}>
      “{gone.displayName}” is part of the same attack: its alerts are here now.{' '}
      <Link href={incidentHref(gone.number, 'activity')} className="font-medium underline">
        Its comments and activity
      </Link>{' '}
      stay with it.
    </Banner>
  );
}
