'use client';
import { useRouter } from 'next/navigation';
import { SearchField } from '@/components/incidents/search-field';
import { searchHref } from '@/lib/client/search';

/** The search page's own field. */
export function SearchBox({ value }: { readonly value: string }) {
  const router = useRouter();
  return (
    <div className="mb-4">
      <SearchField
        label="Search for anything"
        placeholder="Name, number, address or hash"
        value={value}
        onSubmit={(text) => router.push(searchHref(text))}
      />
    </div>
  );
}
