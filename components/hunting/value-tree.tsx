'use client';
import { Columns3, Filter, FilterX } from 'lucide-react';
import type { ReactNode } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import type { Cell } from '@/lib/domain/views/hunting';
import { type CellPath, cellText, pathColumn, pathCondition } from './cell-text';

export const TOOL =
  'inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-text';

interface ValueTreeProps {
  readonly name: string;
  readonly type: string;
  readonly value: Cell;
  readonly onStep: (step: string) => void;
}

/** Members of one bag or list at most: more is read better in a query. */
const MOST = 200;
/** Levels that are open at first. */
const OPEN = 2;

/** A list or a bag, opened: each value in it can be kept, dropped, copied or made a column of. */
export function ValueTree({ name, type, value, onStep }: ValueTreeProps) {
  return (
    <div className="font-mono">
      <Members {...{ name, type, value, onStep }} path={[]} />
    </div>
  );
}

interface NodeProps extends ValueTreeProps {
  readonly path: CellPath;
}

const entriesOf = (value: Cell): (readonly [string | number, Cell])[] =>
  Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [];

function Members(props: NodeProps) {
  const entries = entriesOf(props.value);
  return (
    <ul className={props.path.length === 0 ? undefined : 'border-line border-l pl-3'}>
      {entries.slice(0, MOST).map(([key, value]) => (
        <li key={key}>
          <Node {...props} path={[...props.path, key]} value={value} />
        </li>
      ))}
      {entries.length > MOST ? <li className="text-muted">and {entries.length - MOST} more</li> : null}
    </ul>
  );
}

function Node(props: NodeProps) {
  const { path, value } = props;
  const key = path.at(-1);
  const label = <span className="text-muted">{typeof key === 'number' ? `[${key}]` : key}</span>;
  if (typeof value === 'object' && value !== null) {
    const count = entriesOf(value).length;
    return (
      <details open={path.length < OPEN}>
        <summary className="flex cursor-default items-center gap-1">
          <span className="min-w-0 flex-1 truncate">
            {label}{' '}
            <span className="text-muted">
              {Array.isArray(value) ? `list of ${count}` : `${count} ${count === 1 ? 'member' : 'members'}`}
            </span>
          </span>
          <AsColumn {...props} />
        </summary>
        <Members {...props} />
      </details>
    );
  }
  return <Leaf {...props}>{label}</Leaf>;
}

function Leaf({ children, ...props }: NodeProps & { readonly children: ReactNode }) {
  const { name, type, path, value, onStep } = props;
  const said = path.join('.');
  const condition = (keep: boolean) => onStep(`where ${pathCondition(name, type, path, value, keep)}`);
  return (
    <div className="flex items-start gap-0.5">
      <span className="min-w-0 flex-1 break-words pt-1">
        {children} {value === null ? <span className="text-faint">null</span> : cellText(value)}
      </span>
      <button
        type="button"
        className={TOOL}
        aria-label={`Keep only this ${said}`}
        title="Keep only this value"
        onClick={() => condition(true)}
      >
        <Filter className="size-3.5" aria-hidden="true" />
      </button>
      <button
        type="button"
        className={TOOL}
        aria-label={`Drop this ${said}`}
        title="Drop this value"
        onClick={() => condition(false)}
      >
        <FilterX className="size-3.5" aria-hidden="true" />
      </button>
      <AsColumn {...props} />
      <CopyButton value={cellText(value)} what={said} />
    </div>
  );
}

function AsColumn({ name, type, path, value, onStep }: NodeProps) {
  return (
    <button
      type="button"
      className={TOOL}
      aria-label={`Make a column of ${path.join('.')}`}
      title="Make a column of it"
      onClick={() => onStep(pathColumn(name, type, path, value))}
    >
      <Columns3 className="size-3.5" aria-hidden="true" />
    </button>
  );
}
