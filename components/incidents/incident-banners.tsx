import Link from 'next/link';
import { Suspense } from 'react';
import { Banner } from '@/components/ui/banner';
import type { IncidentDetail, IncidentReference } from '@/lib/domain/views/incident';
import { MergeNotice } from './merge-notice';

/** What a person has to know before reading on: merged, historical, continued or following up. */
export function IncidentBanners({ incident }: { readonly incident: IncidentDetail }) {
  const { redirectTo, mergedFrom, followUpOf, continuedBy, historical } = incident;
  return (
    <div className="mb-3 flex flex-col gap-2 empty:hidden">
      <Suspense>
        <MergeNotice mergedFrom={mergedFrom} />
      </Suspense>
      {redirectTo ? (
        <Banner tone="warning" title="Merged">
          This is part of <To incident={redirectTo} />. Its alerts moved there; its comments and activity stay
          here. The merge can be undone there, under Details.
        </Banner>
      ) : null}
      {followUpOf ? (
        <Banner>
          Follow-up of <To incident={followUpOf} />, which was resolved or full when these alerts came.
        </Banner>
      ) : null}
      {continuedBy ? (
        <Banner>
          Continued in <To incident={continuedBy} />: later alerts join there.
        </Banner>
      ) : null}
      {historical ? (
        <Banner title="Historical">
          Made from imported history: nobody was notified, and it counts in no response times.
        </Banner>
      ) : null}
    </div>
  );
}

function To({ incident }: { readonly incident: IncidentReference }) {
  return (
    <Link href={`/incidents/${incident.number}`} className="font-medium underline">
      #{incident.number} {incident.displayName}
    </Link>
  );
}
