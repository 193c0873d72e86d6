'use client';
import { ChevronDown, ChevronUp, ExternalLink, Filter, FilterX, Search, X } from 'lucide-react';
import Link from 'next/link';
import { type KeyboardEvent, useDeferredValue, useState } from 'react';
import { entityHref } from '@/components/entities/entity-link';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Input } from '@/components/ui/field';
import { searchHref } from '@/lib/client/search';
import { entityOf } from '@/lib/domain/hunting/row-entities';
import type { Cell, HuntResult } from '@/lib/domain/views/hunting';
import { cellText, condition, treeOf } from './cell-text';
import { entityWord } from './entity-word';
import { TOOL, ValueTree } from './value-tree';

interface RowPaneProps {
  readonly result: HuntResult;
  readonly row: number;
  /** Adds a step to the query and runs it. */
  readonly onStep: (step: string) => void;
  /** Shows the row before or after; null where there is none. */
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
  readonly onClose: () => void;
}

/** Values that are too long or too common to be looked for in the portal. */
const isName = (cell: Cell, type: string): boolean =>
  type === 'string' && typeof cell === 'string' && cell.length > 3 && cell.length < 200;

/** One row, whole: each value with what can be done with it. */
export function RowPane({ result, row, onStep, onPrevious, onNext, onClose }: RowPaneProps) {
  const [typed, setTyped] = useState('');
  const needle = useDeferredValue(typed.trim().toLowerCase());
  const cells = result.rows[row] ?? [];
  const filled = result.columns
    .map((column, index) => ({ ...column, cell: cells[index] ?? null }))
    .filter(({ cell }) => cell !== null && cell !== '');
  const found = filled.filter(
    ({ name, cell }) =>
      needle === '' || name.toLowerCase().includes(needle) || cellText(cell).toLowerCase().includes(needle),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  return (
    <section
      aria-label="Row"
      onKeyDown={onKeyDown}
      className="flex min-h-0 w-full flex-col overflow-hidden rounded-lg border bg-surface lg:w-96"
    >
      <header className="flex items-center gap-1 border-b px-3 py-1.5">
        <h2 className="flex-1 font-semibold text-sm">Row {(row + 1).toLocaleString('en')}</h2>
        <Step label="Row before" onPress={onPrevious} Icon={ChevronUp} />
        <Step label="Row after" onPress={onNext} Icon={ChevronDown} />
        <CopyButton
          what="the row as JSON"
          value={JSON.stringify(Object.fromEntries(filled.map(({ name, cell }) => [name, cell])), null, 2)}
        />
        <Button size="icon" variant="ghost" aria-label="Close the row" onClick={onClose}>
          <X className="size-4" aria-hidden="true" />
        </Button>
      </header>
      <div className="border-b px-3 py-1.5">
        <Input
          type="search"
          aria-label="Find in the row"
          placeholder="Find in the row"
          className="h-7!"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <dl className="min-h-0 flex-1 overflow-y-auto px-3 py-2 text-xs">
        {found.map((value) => (
          <Value key={value.name} {...value} onStep={onStep} />
        ))}
        {found.length === 0 ? (
          <p className="text-muted">No column or value of this row is like that.</p>
        ) : null}
      </dl>
    </section>
  );
}

interface StepProps {
  readonly label: string;
  readonly onPress: (() => void) | null;
  readonly Icon: typeof ChevronUp;
}

function Step({ label, onPress, Icon }: StepProps) {
  return (
    <Button
      size="icon"
      variant="ghost"
      aria-label={label}
      title={label}
      disabled={onPress === null}
      {...(onPress ? { onClick: onPress } : {})}
    >
      <Icon className="size-4" aria-hidden="true" />
    </Button>
  );
}

interface ValueProps {
  readonly name: string;
  readonly type: string;
  readonly cell: Cell;
  readonly onStep: (step: string) => void;
}

function Value({ name, type, cell, onStep }: ValueProps) {
  const entity = entityOf(name, cell);
  const tree = treeOf(cell);
  return (
    <div className="border-b py-1 last:border-b-0">
      <dt className="flex items-center gap-0.5 text-muted">
        <span className="min-w-0 flex-1 truncate" title={`${name}: ${type}`}>
          {name}
        </span>
        <button
          type="button"
          className={TOOL}
          aria-label={`Keep only this ${name}`}
          title="Keep only this value"
          onClick={() => onStep(`where ${condition(name, cell, type, true)}`)}
        >
          <Filter className="size-3.5" aria-hidden="true" />
        </button>
        <button
          type="button"
          className={TOOL}
          aria-label={`Drop this ${name}`}
          title="Drop this value"
          onClick={() => onStep(`where ${condition(name, cell, type, false)}`)}
        >
          <FilterX className="size-3.5" aria-hidden="true" />
        </button>
        {entity ? (
          <Link
            className={TOOL}
            href={entityHref(entity.type, `${entity.type}:${entity.value}`)}
            aria-label={`Open the ${entityWord(entity.type)} of ${name}`}
            title={`Open the ${entityWord(entity.type)}`}
          >
            <ExternalLink className="size-3.5" aria-hidden="true" />
          </Link>
        ) : null}
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
        {tree === null ? cellText(cell) : <ValueTree name={name} type={type} value={tree} onStep={onStep} />}
      </dd>
    </div>
  );
}
