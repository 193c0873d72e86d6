import { EntityLink } from '@/components/entities/entity-link';
import { TimeText } from '@/components/ui/time-text';
import type { LinkedRow } from '@/lib/domain/views/hunt-evidence';
import type { Cell } from '@/lib/domain/views/hunting';
import { UnlinkRows } from './unlink-rows';

const TIMES: ReadonlySet<string> = new Set(['TimeGenerated', 'Timestamp']);
const NAMED = 4;
const TOLD = 3;

const textOf = (cell: Cell): string => (typeof cell === 'object' ? JSON.stringify(cell) : String(cell));

export interface LinkedRowItemProps {
  readonly incidentId: string;
  readonly row: LinkedRow;
  readonly canWrite: boolean;
}

/** One row: when it was, what it names and its first values; opened, every value. */
export function LinkedRowItem({ incidentId, row, canWrite }: LinkedRowItemProps) {
  const time = row.cells.find(([name]) => TIMES.has(name))?.[1];
  const names = new Set(row.entities.map(({ name }) => name.toLowerCase()));
  const others = row.cells.filter(
    ([name, cell]) => !TIMES.has(name) && !name.startsWith('_') && !names.has(textOf(cell).toLowerCase()),
  );
  return (
    <li className="border-b px-4 py-2 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {typeof time === 'string' ? (
          <span className="text-muted text-xs">
            <TimeText value={time} format="short" />
          </span>
        ) : null}
        {row.entities.slice(0, NAMED).map((entity) => (
          <span key={entity.entityId} className="min-w-0 max-w-60">
            <EntityLink {...entity} />
          </span>
        ))}
        {row.entities.length > NAMED ? (
          <span className="text-muted text-xs">and {row.entities.length - NAMED} more</span>
        ) : null}
        <span className="min-w-0 flex-1 basis-40 truncate text-muted text-xs">
          {others
            .slice(0, TOLD)
            .map(([name, cell]) => `${name} ${textOf(cell).slice(0, 80)}`)
            .join(' · ')}
        </span>
        {canWrite ? <UnlinkRows incidentId={incidentId} rowKeys={[row.key]} isOne /> : null}
      </div>
      <details className="text-xs">
        <summary className="w-fit cursor-default text-muted">All {row.cells.length} values</summary>
        <dl className="mt-1 grid gap-x-4 gap-y-1 sm:grid-cols-[minmax(8rem,14rem)_minmax(0,1fr)]">
          {row.cells.map(([name, cell]) => (
            <div key={name} className="contents">
              <dt className="break-words text-muted">{name}</dt>
              <dd className="break-words font-mono">{textOf(cell)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}
