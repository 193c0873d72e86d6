'use client';
import { useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { Table, TH, THead } from '@/components/ui/table';
import { queueChanges } from '@/lib/client/incidents-query';
import { useLive } from '@/lib/client/live';
import type { IncidentRow } from '@/lib/domain/views/incident';
import { IncidentQueueRow } from './incident-queue-row';

/** Rows of a page of the queue, as the server sends them. */
const QUEUE_PAGE = 50;

export interface IncidentQueueProps {
  readonly rows: readonly IncidentRow[];
  /** The queue's query string: an incident opened from here knows its way back. */
  readonly search: string;
}

/**
 * The queue. Changes arrive live: rows that are shown are patched where they stand; new ones appear at the top while
 * nobody points at or works in the table, and wait behind a chip while somebody does, so that no row moves away from
 * under the cursor.
 */
export function IncidentQueue({ rows, search }: IncidentQueueProps) {
  const router = useRouter();
  const [isRefreshing, start] = useTransition();
  const [isBusy, setIsBusy] = useState(false);
  const shown = rows.map((row) => row.number);
  const { data } = useQuery(queueChanges(search, rows));
  useLive({ types: ['incident.'], queryKeys: [['incidents', 'changes']], every: 300 });
  const current = new Map(data.shown.map((row) => [row.number, row]));
  const matching = new Set(data.rows.map((row) => row.number));
  const fresh = data.rows.filter((row) => !shown.includes(row.number));
  const isFirstPage = !/[?&](after|before)=/.test(search);
  // Beyond one page a row that is missing may only have sunk: nothing is said of it.
  const isWholeList = isFirstPage && data.rows.length < QUEUE_PAGE;
  const waiting = isFirstPage ? fresh : [];
  const visible = isBusy ? rows : [...waiting, ...rows];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes whether somebody points at or works in the table
    <div
      onPointerEnter={() => setIsBusy(true)}
      onPointerLeave={() => setIsBusy(false)}
      onFocus={() => setIsBusy(true)}
      onBlur={(event) => setIsBusy(event.currentTarget.contains(event.relatedTarget))}
    >
      <div aria-live="polite" className="sr-only">
        {waiting.length > 0 ? `${waiting.length} new incidents` : ''}
      </div>
      {isBusy && waiting.length > 0 ? (
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
      <Table label="Incidents" fixed>
        <THead>
          <TH>Incident</TH>
          <TH className="w-31">Severity</TH>
          <TH className="w-16 text-right">Priority</TH>
          <TH className="w-31">Status</TH>
          <TH className="hidden w-40 md:table-cell min-[90rem]:w-48 2xl:w-64">Impacted</TH>
          <TH className="hidden w-19 text-right md:table-cell">Alerts</TH>
          <TH className="hidden w-20 min-[90rem]:table-cell">Domains</TH>
          <TH className="hidden w-12 xl:table-cell 2xl:w-36">
            <span className="max-2xl:sr-only">Assigned to</span>
            <UserRound className="size-3.5 2xl:hidden" aria-hidden="true" />
          </TH>
          <TH className="hidden w-26 2xl:table-cell">Last activity</TH>
          <TH className="w-24">Last update</TH>
        </THead>
        <tbody>
          {visible.map((row) => (
            <IncidentQueueRow
              key={row.number}
              row={newest(row, current.get(row.number))}
              search={search}
              isNew={waiting.includes(row)}
              isGone={isWholeList && !matching.has(row.number)}
            />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** The row as the page brought it or as a live change did, whichever is later. */
const newest = (row: IncidentRow, live: IncidentRow | undefined): IncidentRow =>
  live !== undefined && live.updatedAt >= row.updatedAt ? live : row;
