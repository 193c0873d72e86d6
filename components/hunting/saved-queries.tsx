'use client';
import { useQuery } from '@tanstack/react-query';
import { FolderOpen, Users } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import { useToast } from '@/components/ui/toast';
import { fetchQuery, savedQueriesQuery } from '@/lib/client/hunting';
import type { SavedQuery, SavedQueryRow } from '@/lib/domain/views/hunting';

interface SavedQueriesProps {
  readonly onOpen: (query: SavedQuery) => void;
}

/** One's own queries and the shared ones, by folder. */
export function SavedQueries({ onOpen }: SavedQueriesProps) {
  const [isOpen, setOpen] = useState(false);
  const toast = useToast();
  const choose = async (row: SavedQueryRow) => {
    try {
      onOpen(await fetchQuery(row.id));
      setOpen(false);
    } catch {
      toast({ title: 'The query could not be opened', description: row.name, tone: 'error' });
    }
  };
  return (
    <Popover
      label="Saved queries"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="ghost">
          <FolderOpen className="size-4" aria-hidden="true" />
          Saved
        </Button>
      }
    >
      <QueryList onChoose={(row) => void choose(row)} />
    </Popover>
  );
}

const holds = (row: SavedQueryRow, needle: string): boolean =>
  [row.name, row.folder, row.description, row.ownerName, ...row.tags, ...row.techniques].some((text) =>
    text.toLowerCase().includes(needle),
  );

function QueryList({ onChoose }: { readonly onChoose: (row: SavedQueryRow) => void }) {
  const { data, isError } = useQuery(savedQueriesQuery);
  const [typed, setTyped] = useState('');
  const needle = useDeferredValue(typed.trim().toLowerCase());
  const found = (data ?? []).filter((row) => holds(row, needle));
  const folders = [...new Set(found.map(({ folder }) => folder))];
  return (
    <div className="flex flex-col gap-2 p-3">
      <Input
        type="search"
        aria-label="Find a saved query"
        placeholder="Name, folder, tag or technique"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {data === undefined && !isError ? <Skeleton className="h-24" /> : null}
      {isError ? <p className="text-muted text-xs">The saved queries could not be read.</p> : null}
      {data !== undefined && found.length === 0 ? (
        <p className="text-muted text-xs">
          {data.length === 0
            ? 'No query has been saved yet. “Save …” keeps the one you are writing.'
            : 'No saved query is called that.'}
        </p>
      ) : null}
      {folders.map((folder) => (
        <section key={folder} aria-label={folder || 'Without a folder'}>
          {folder ? <h3 className="px-1 font-medium text-2xs text-muted">{folder}</h3> : null}
          <ul>
            {found
              .filter((row) => row.folder === folder)
              .map((row) => (
                <li key={row.id}>
                  <button
                    type="button"
                    onClick={() => onChoose(row)}
                    className="flex w-full items-center gap-2 rounded-sm px-1 py-1 text-left hover:bg-hover"
                  >
                    <span className="min-w-0 flex-1 truncate">{row.name}</span>
                    <span className="text-muted text-xs">{row.techniques[0] ?? row.tags[0]}</span>
                    {row.isShared ? (
                      <span title={`Shared by ${row.ownerName}`}>
                        <Users className="size-3.5 text-muted" aria-label={`Shared by ${row.ownerName}`} />
                      </span>
                    ) : null}
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
