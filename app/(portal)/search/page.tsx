import { SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { groupHits } from '@/components/search/hits';
import { SearchBox } from '@/components/search/search-box';
import { SearchResults } from '@/components/search/search-results';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { loadSearchParams } from '@/lib/client/search';
import { isSearchable } from '@/lib/domain/views/search';
import { requireActor } from '@/lib/server/auth/session';
import { search } from '@/lib/server/search/queries';

export const metadata: Metadata = { title: 'Search' };

/** Most of each kind that the page shows. */
const SHOWN = 25;

/** What a text names, with an address: the palette's results in full. */
export default async function SearchPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const actor = await requireActor('portal:read');
  const { q } = await loadSearchParams(searchParams);
  const groups = groupHits(await search(actor, q, SHOWN));
  return (
    <>
      <PageHeader title={q.trim() === '' ? 'Search' : `Search: ${q.trim()}`} />
      <SearchBox key={q} value={q} />
      {groups.length > 0 ? (
        <SearchResults groups={groups} shown={SHOWN} />
      ) : (
        <EmptyState
          icon={<SearchX />}
          title={isSearchable(q) ? `Nothing is called “${q.trim()}”` : 'What are you looking for?'}
        >
          An incident by its number or name, an alert by its title, a person, a device, an IP address, a hash,
          a message, a domain. Names are found by the beginning of their words, identifiers by how they begin.
        </EmptyState>
      )}
    </>
  );
}
