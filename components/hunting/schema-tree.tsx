'use client';
import { useQuery } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { EntityIcon } from '@/components/incidents/entity-icon';
import { Input } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { TimeText } from '@/components/ui/time-text';
import { huntTablesQuery } from '@/lib/client/hunting';
import { columnNote, tableNote } from '@/lib/domain/hunting/notes';
import { columnEntity } from '@/lib/domain/hunting/row-entities';
import type { HuntTable } from '@/lib/domain/views/hunting';
import type { Column } from '@/lib/kql/types';
import { columnName } from './cell-text';
import { entityWord } from './entity-word';

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
      columns.some((column) => column.name.toLowerCase().includes(needle)) ||
      (tableNote(name)?.toLowerCase().includes(needle) ?? false),
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
  const note = tableNote(table.name);
  const isNamed =
    table.name.toLowerCase().includes(needle) || (note?.toLowerCase().includes(needle) ?? false);
  const columns = isNamed
    ? table.columns
    : table.columns.filter(({ name }) => name.toLowerCase().includes(needle));
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="px-1">
      <summary
        title={note ?? undefined}
        className="flex h-7 cursor-default list-none items-center gap-2 rounded-sm px-1.5 hover:bg-hover"
      >
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
          <li className="px-1 pt-0.5 text-2xs text-muted">
            {note}{' '}
            {table.newest === null ? (
              'No source has sent rows yet.'
            ) : (
              <>
                Newest row <TimeText value={new Date(table.newest).toISOString()} format="short" />.
              </>
            )}
          </li>
          <li className="flex gap-3 px-1 py-0.5">
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
          {columns.map((column) => (
            <ColumnNode key={column.name} {...column} onInsert={onInsert} />
          ))}
        </ul>
      ) : null}
    </details>
  );
}

const TIMES: ReadonlySet<string> = new Set(['TimeGenerated', 'Timestamp']);

/** A column: its type, what it names, and what it holds where the name does not say it. */
function ColumnNode({ name, type, onInsert }: Column & Pick<SchemaTreeProps, 'onInsert'>) {
  const note = columnNote(name);
  const entity = type === 'string' ? columnEntity(name) : null;
  return (
    <li>
      <button
        type="button"
        title={[`${name}: ${type}`, note, entity ? `Names a thing: ${entityWord(entity)}` : null]
          .filter(Boolean)
          .join('\n')}
        onClick={() => onInsert(columnName(name))}
        className="flex w-full flex-col rounded-sm px-1 py-0.5 text-left hover:bg-hover"
      >
        <span className="flex w-full items-center gap-1.5">
          <span className="min-w-0 flex-1 truncate">{name}</span>
          {entity ? <EntityIcon type={entity} className="size-3 shrink-0 text-muted" /> : null}
          {TIMES.has(name) ? <Clock className="size-3 shrink-0 text-muted" aria-hidden="true" /> : null}
          <span className="text-muted">{type}</span>
        </span>
        {note ? <span className="w-full truncate text-2xs text-muted">{note}</span> : null}
      </button>
    </li>
  );
}
