'use client';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef, useState, useTransition } from 'react';
import { useSelection } from '@/components/lists/use-selection';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { alertChanges } from '@/lib/client/alerts-query';
import { useLive } from '@/lib/client/live';
import type { AlertColumn, AlertRowView } from '@/lib/domain/views/alert';
import { AlertSelection } from './alert-selection';
import { AlertCells, AlertHeads } from './alert-table';

/** Rows of a page of the queue, as the server sends them. */
const PAGE = 50;

/** Rows of 28 px. */
const COMPACT = 'sm:[&_tbody_td]:h-7';

export interface AlertQueueProps {
  readonly rows: readonly AlertRowView[];
  /** The queue's query string, with its place in the list. */
  readonly search: string;
  /** The same without the place: what *all that match* means, and where an alert leads back to. */
  readonly filter: string;
  /** Whether rows can be picked and worked on. */
  readonly canWrite: boolean;
  readonly columns: readonly AlertColumn[];
  readonly density: 'comfortable' | 'compact';
}

/**
 * The alert queue. Changes arrive live: rows that are shown are patched where they stand, new ones wait behind a chip
 * while somebody points at or works in the table, so that no row moves away from under the cursor.
 */
export function AlertQueue({ rows, search, filter, canWrite, columns, density }: AlertQueueProps) {
  const router = useRouter();
  const frame = useRef<HTMLDivElement>(null);
  const [isRefreshing, start] = useTransition();
  const [isBusy, setIsBusy] = useState(false);
  const selection = useSelection();
  const { data } = useQuery(alertChanges(search, rows));
  useLive({ types: ['alert.'], queryKeys: [['alerts', 'changes']], every: 500 });
  const shown = new Set(rows.map((row) => row.id));
  const current = new Map(data.shown.map((row) => [row.id, row]));
  const matching = new Set(data.rows.map((row) => row.id));
  const isFirstPage = !/[?&](after|before)=/.test(search);
  // Beyond one page a row that is missing may only have sunk: nothing is said of it.
  const isWholeList = isFirstPage && data.rows.length < PAGE;
  const waiting = isFirstPage ? data.rows.filter((row) => !shown.has(row.id)) : [];
  const held = isBusy || selection.size > 0;
  const visible = held ? rows : [...waiting, ...rows];
  useShortcuts('Alerts', [
    {
      keys: 'x',
      label: 'Select the alert',
      run: () => {
        const id = focusedRow(frame.current);
        if (canWrite && id) selection.toggle(id);
      },
    },
    { keys: 'Escape', label: 'Give the selection up', run: selection.clear },
  ]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes whether somebody points at or works in the table
    <div
      ref={frame}
      onPointerEnter={() => setIsBusy(true)}
      onPointerLeave={() => setIsBusy(false)}
      onFocus={() => setIsBusy(true)}
      onBlur={(event) => setIsBusy(event.currentTarget.contains(event.relatedTarget))}
    >
      <div aria-live="polite" className="sr-only">
        {waiting.length > 0 ? `${waiting.length} new alerts` : ''}
      </div>
      {held && waiting.length > 0 ? (
        <div className="mb-2 flex justify-center">
          <Button
            size="sm"
            variant="primary"
            pending={isRefreshing}
            onClick={() => start(() => router.refresh())}
          >
            {waiting.length} new
          </Button>
        </div>
      ) : null}
      <AlertSelection list={selection} filter={filter} />
      <Table label="Alerts" fixed {...(density === 'compact' ? { className: COMPACT } : {})}>
        <THead>
          {canWrite ? (
            <TH className="w-9">
              <Pick
                label="Select all shown"
                isOn={visible.length > 0 && visible.every((row) => selection.has(row.id))}
                onToggle={() => {
                  const ids = visible.map((row) => row.id);
                  if (ids.every(selection.has)) selection.clear();
                  else selection.add(ids);
                }}
              />
            </TH>
          ) : null}
          <AlertHeads columns={columns} />
        </THead>
        <tbody>
          {visible.map((row) => {
            const isGone = isWholeList && !matching.has(row.id);
            return (
              <TR
                key={row.id}
                className={isGone ? 'opacity-60' : undefined}
                selected={selection.has(row.id)}
                data-alert={row.id}
              >
                {canWrite ? (
                  <TD className="max-sm:hidden">
                    <Pick
                      label={`Select ${row.title}`}
                      isOn={selection.has(row.id)}
                      onToggle={() => selection.toggle(row.id)}
                    />
                  </TD>
                ) : null}
                <AlertCells
                  row={newest(row, current.get(row.id))}
                  columns={columns}
                  queue={filter}
                  mark={isGone ? <Badge>no longer matches</Badge> : null}
                />
              </TR>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}

/** The alert whose row has the keyboard's focus. */
function focusedRow(frame: HTMLElement | null): string | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-alert]');
  return row && frame?.contains(row) ? (row.dataset.alert ?? null) : null;
}

interface PickProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onToggle: () => void;
}

function Pick({ label, isOn, onToggle }: PickProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={isOn}
      onChange={onToggle}
      className="block size-4 accent-accent"
    />
  );
}

/** The row as the page brought it or as a live change did, whichever is later. */
const newest = (row: AlertRowView, live: AlertRowView | undefined): AlertRowView =>
  live !== undefined && live.updatedAt >= row.updatedAt ? live : row;
