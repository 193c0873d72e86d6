'use client';
import { Filter, FilterX, Search, X } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { searchHref } from '@/lib/client/search';
import type { Cell, HuntResult } from '@/lib/domain/views/hunting';
import { cellText, condition } from './cell-text';

interface RowPaneProps {
  readonly result: HuntResult;
  readonly row: number;
  /** Writes a condition at the end of the query. */
  readonly onCondition: (condition: string) => void;
  readonly onClose: () => void;
}

/** Values that are too long or too common to be looked for in the portal. */
const isName = (cell: Cell, type: string): boolean =>
  type === 'string' && typeof cell === 'string' && cell.length > 3 && cell.length < 200;

const TOOL =
  'inline-flex size-6 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-text';

/** One row, whole: each value with what can be done with it. */
export function RowPane({ result, row, onCondition, onClose }: RowPaneProps) {
  const cells = result.rows[row] ?? [];
  const filled = result.columns
    .map((column, index) => ({ ...column, cell: cells[index] ?? null }))
    .filter(({ cell }) => cell !== null && cell !== '');
  return (
    <section
      aria-label="Row"
      className="flex min-h-0 w-full flex-col overflow-hidden rounded-lg border bg-surface lg:w-96"
    >
      <header className="flex items-center gap-2 border-b px-3 py-1.5">
        <h2 className="flex-1 font-semibold text-sm">Row {row + 1}</h2>
        <CopyButton
          what="the row as JSON"
          value={JSON.stringify(Object.fromEntries(filled.map(({ name, cell }) => [name, cell])), null, 2)}
        />
        <Button size="icon" variant="ghost" aria-label="Close the row" onClick={onClose}>
          <X className="size-4" aria-hidden="true" />
        </Button>
      </header>
      <dl className="min-h-0 flex-1 overflow-y-auto px-3 py-2 text-xs">
        {filled.map(({ name, type, cell }) => (
          <div key={name} className="border-b py-1 last:border-b-0">
            <dt className="flex items-center gap-0.5 text-muted">
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <button
                type="button"
                className={TOOL}
                aria-label={`Keep only this ${name}`}
                title="Keep only this value"
                onClick={() => onCondition(condition(name, cell, type, true))}
              >
                <Filter className="size-3.5" aria-hidden="true" />
              </button>
              <button
                type="button"
                className={TOOL}
                aria-label={`Drop this ${name}`}
                title="Drop this value"
                onClick={() => onCondition(condition(name, cell, type, false))}
              >
                <FilterX className="size-3.5" aria-hidden="true" />
              </button>
              {isName(cell, type) ? (
                <Link
                  className={TOOL}
                  href={searchHref(String(cell))}
                  aria-label={`Find this ${name} in the portal`}
                  title="Find in the portal"
                >
                  <Search className="size-3.5" aria-hidden="true" />
                </Link>
              ) : null}
              <CopyButton value={cellText(cell)} what={name} />
            </dt>
            <dd className="whitespace-pre-wrap break-words font-mono">
              {typeof cell === 'object' ? JSON.stringify(cell, null, 2) : cellText(cell)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
