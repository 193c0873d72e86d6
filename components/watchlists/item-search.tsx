'use client';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Button } from '@/components/ui/button';
import { Input, Select } from '@/components/ui/field';
import { type ItemParams, watchlistHref } from '@/lib/client/watchlists';

interface ItemSearchProps extends ItemParams {
  readonly id: string;
  readonly searchKey: string;
}

/** Finds items: the whole list is looked through, however long it is. */
export function ItemSearch({ id, searchKey, find, in: where }: ItemSearchProps) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  useShortcuts('Watchlist', [{ keys: '/', label: 'Find an item', run: () => field.current?.focus() }]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const next = {
      find: String(data.get('find')).trim(),
      in: data.get('in') === 'any' ? 'any' : 'key',
    } as const;
    router.push(watchlistHref(id, next), { scroll: false });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: React does not know the element `search` everywhere yet
    <form role="search" aria-label="Items" onSubmit={submit} className="flex flex-wrap items-center gap-2">
      <span className="relative min-w-48 flex-1">
        <Search
          className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted"
          aria-hidden="true"
        />
        <Input
          ref={field}
          key={find}
          type="search"
          name="find"
          className="pl-8"
          aria-label="Find an item"
          placeholder={`Part of ${searchKey}`}
          defaultValue={find}
        />
      </span>
      <Select
        aria-label="Where to look"
        name="in"
        key={where}
        defaultValue={where}
        options={[
          { value: 'key', label: 'Search key' },
          { value: 'any', label: 'Any column' },
        ]}
      />
      <Button type="submit">Find</Button>
    </form>
  );
}
