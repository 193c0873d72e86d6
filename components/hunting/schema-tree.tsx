'use client';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Input } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { huntTablesQuery } from '@/lib/client/hunting';
import type { HuntTable } from '@/lib/domain/views/hunting';
import { columnName } from './cell-text';

interface SchemaTreeProps {
  /** Writes a name at the caret. */
  readonly onInsert: (text: string) => void;
  /** Shows ten rows of a table. */
  readonly onSample: (table: string) => void;
}

/** Every table with its columns; those with rows first. */
export function SchemaTree({ onInsert, onSample }: SchemaTreeProps) {
  const { data, isError } = useQuery(huntTablesQuery);
  const [typed, setTyped] = useState('');
  const needle = useDeferredValue(typed.trim().toLowerCase());
  const found = (data ?? []).filter(
    ({ name, columns }) =>
      needle === '' ||
      name.toLowerCase().includes(needle) ||
      columns.some((column) => column.name.toLowerCase().includes(needle)),
  );
  return (
    <section aria-label="Tables" className="flex min-h-0 flex-col gap-2">
      <Input
        type="search"
        aria-label="Find a table or a column"
        placeholder="Find a table or a column"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="min-h-0 flex-1 overflow-y-auto rounded-lg border bg-surface py-1 text-xs">
        {data === undefined && !isError ? <Skeleton className="m-2 h-40" /> : null}
        {isError ? <p className="p-2 text-muted">The tables could not be read.</p> : null}
        {data !== undefined && found.length === 0 ? (
          <p className="p-2 text-muted">No table or column is called that.</p>
        ) : null}
        {found.map((table) => (
          <TableNode key={table.name} {...{ table, needle, onInsert, onSample }} />
        ))}
      </div>
    </section>
  );
}

interface TableNodeProps extends SchemaTreeProps {
  readonly table: HuntTable;
  readonly needle: string;
}

function TableNode({ table, needle, onInsert, onSample }: TableNodeProps) {
  const [isOpen, setOpen] = useState(false);
  const isNamed = table.name.toLowerCase().includes(needle);
  const columns = isNamed
    ? table.columns
    : table.columns.filter(({ name }) => name.toLowerCase().includes(needle));
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="px-1">
      <summary className="flex h-7 cursor-default list-none items-center gap-2 rounded-sm px-1.5 hover:bg-hover">
        <span
          className={
            table.rows > 0 ? 'min-w-0 flex-1 truncate font-medium' : 'min-w-0 flex-1 truncate text-muted'
          }
        >
          {table.name}
        </span>
        <span className="text-muted tabular-nums">
          {table.rows > 0 ? table.rows.toLocaleString('en') : 'no rows'}
        </span>
      </summary>
      {isOpen ? (
        <ul className="pb-1 pl-3">
          <li className="flex gap-3 py-0.5">
            <button
              type="button"
              className="text-accent-fg hover:underline"
              onClick={() => onInsert(table.name)}
            >
              Insert the name
            </button>
            <button
              type="button"
              className="text-accent-fg hover:underline"
              onClick={() => onSample(table.name)}
            >
              Show ten rows
            </button>
          </li>
          {columns.map(({ name, type }) => (
            <li key={name}>
              <button
                type="button"
                onClick={() => onInsert(columnName(name))}
                className="flex w-full items-center gap-2 rounded-sm px-1 py-0.5 text-left hover:bg-hover"
              >
                <span className="min-w-0 flex-1 truncate">{name}</span>
                <span className="text-muted">{type}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </details>
  );
}
