'use client';
import { Inbox } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useRef, useState } from 'react';
import { fitColumns } from '@/components/lists/fit';
import { useListKeys } from '@/components/lists/use-list-keys';
import { useSelection } from '@/components/lists/use-selection';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { useToast } from '@/components/ui/toast';
import { VirtualTable, type VirtualTableHandle, type VisibleRange } from '@/components/ui/virtual-table';
import { useBlocks } from '@/lib/client/blocks';
import { incidentHref, incidentSearch, matchSearch } from '@/lib/client/incidents';
import { keepPlace } from '@/lib/client/place';
import type { IncidentRow, Person } from '@/lib/domain/views/incident';
import { focusSearch } from '../search-field';
import { byUse, chosenColumns } from './columns';
import { GroupRow } from './group-row';
import { facetLabel } from './groups';
import { ListBar } from './list-bar';
import { QueueHead } from './queue-head';
import { type FittedColumn, LoadingRow, QueueRow, type RowHandlers } from './queue-row';
import { SelectionBar } from './selection-bar';
import { useCursor } from './use-cursor';
import { type QueueStart, useQueue } from './use-queue';
import type { QueueAddress } from './use-queue-address';
import { useQueueLive } from './use-queue-live';
import { useTriage } from './use-triage';
import { VerdictDialog } from './verdict-dialog';

/** px that the columns need that cannot be chosen: the box to select with, number and name. */
const ROOM = 320;
/** Rows around those in sight that are read as well. */
const AHEAD = 15;
/** A list that moves by more rows at once is not read until it stands. */
const LEAP = 100;
/** Most rows that one range selects; more are selected by what they match. */
const MOST_IN_RANGE = 2_000;

export interface IncidentQueueProps {
  readonly address: QueueAddress;
  readonly start: QueueStart;
  readonly me: Person;
  readonly canWrite: boolean;
}

/** The queue: any number of incidents in one list that stays where it is while everything else moves. */
export function IncidentQueue({ address, start, me, canWrite }: IncidentQueueProps) {
  const { params, look } = address;
  const router = useRouter();
  const toast = useToast();
  const queue = useQueue(params, start);
  const { layout, cache, groups, kept, snapshot, search, total } = queue;
  const table = useRef<VirtualTableHandle>(null);
  const [range, setRange] = useState<VisibleRange>({ first: 0, last: AHEAD, isScrolling: false });
  const [isSettled, setIsSettled] = useState(true);
  const [isBusy, setIsBusy] = useState(false);
  const cursor = useCursor(table, kept?.current ?? null);
  const list = useSelection();
  const anchor = useRef(-1);
  const keyOf = (section: number) => layout.sections[section]?.key ?? null;

  const wanted = layout
    .blocks(range.first - AHEAD, range.last + AHEAD, cache.source.size)
    .map(({ section, block }) => ({ section: keyOf(section), block }));
  const reading = useBlocks(cache, wanted, isSettled);

  const rowAt = (line: number): IncidentRow | undefined => {
    const slot = layout.at(line);
    return slot?.kind === 'row' ? cache.row(keyOf(slot.section), slot.index) : undefined;
  };
  const live = useQueueLive({
    queue,
    byUpdate: params.sort === 'updated' && params.dir === 'desc',
    visible: () => linesOf(range).flatMap((line) => rowAt(line) ?? []),
    isFree: () => !isBusy && list.size === 0 && (table.current?.offset() ?? 0) < 4,
  });

  const { current } = cursor;
  useEffect(() => {
    if (range.isScrolling) return;
    keepPlace(search, {
      snapshot,
      offset: table.current?.offset() ?? 0,
      current: current < 0 ? null : current,
    });
  }, [search, snapshot, range, current]);

  const columns = useMemo(() => fitted(params.columns), [params.columns]);
  const queueSearch = (section: number) =>
    incidentSearch({ ...params, after: '', before: '', within: keyOf(section) });

  const selectRange = async (from: number, to: number) => {
    const [low, high] = from < to ? [from, to] : [to, from];
    if (high - low >= MOST_IN_RANGE) {
      toast({
        tone: 'error',
        title: `A range holds at most ${MOST_IN_RANGE.toLocaleString('en')} rows`,
        description: 'Narrow the filter and select all that match.',
      });
      return;
    }
    for (const { section, block } of layout.blocks(low, high, cache.source.size))
      await cache.fetch({ section: keyOf(section), block }).catch(() => undefined);
    list.add(linesOf({ first: low, last: high }).flatMap((line) => rowAt(line)?.id ?? []));
  };
  const toggle = (line: number, isRange: boolean) => {
    const row = rowAt(line);
    if (!row) return;
    if (isRange && anchor.current >= 0) void selectRange(anchor.current, line);
    else list.toggle(row.id);
    anchor.current = line;
  };
  const row = rowAt(current) ?? null;
  const openRow = () => {
    const slot = layout.at(current);
    if (row && slot) router.push(incidentHref(row.number, 'story', queueSearch(slot.section)));
  };
  useListKeys({
    thing: 'incident',
    length: layout.length,
    current,
    hasFocus: cursor.hasFocus && row !== null,
    go: (line, extend) => {
      if (extend) void selectRange(Math.max(current, 0), line);
      if (!extend) anchor.current = line;
      cursor.go(line);
    },
    open: openRow,
    search: focusSearch,
    ...(canWrite
      ? {
          select: {
            isActive: list.size > 0,
            toggle: () => toggle(current, false),
            all: () => total !== null && list.selectAll(total),
            clear: list.clear,
          },
        }
      : {}),
  });
  const canChange = canWrite && list.size === 0 && row !== null && row.status !== 'redirected';
  const triage = useTriage({ cache, row: canChange ? row : null, me, check: live.check });

  const now = useRef<RowHandlers>({ focus: cursor.note, toggle });
  useEffect(() => {
    now.current = { focus: cursor.note, toggle };
  });
  const [on] = useState<RowHandlers>(() => ({
    focus: (line) => now.current.focus(line),
    toggle: (line, isRange) => now.current.toggle(line, isRange),
  }));
  const onFold = useRef((_value: string) => {});
  useEffect(() => {
    onFold.current = (value) =>
      look({
        folded: params.folded.includes(value)
          ? params.folded.filter((one) => one !== value)
          : [...params.folded, value],
      });
  });
  const [fold] = useState(() => (value: string) => onFold.current(value));

  const isInSight = current >= range.first && current <= range.last;
  const renderRow = (line: number) => {
    const slot = layout.at(line);
    if (slot === null) return null;
    const group = groups[slot.section];
    if (slot.kind === 'head') {
      return group && params.group ? (
        <GroupRow
          key={`group ${group.value}`}
          line={line}
          value={group.value}
          label={facetLabel(params.group, group.value, group.name)}
          count={group.count}
          isFolded={layout.sections[slot.section]?.isFolded ?? false}
          columns={columns}
          canSelect={canWrite}
          onFold={fold}
        />
      ) : null;
    }
    const shown = rowAt(line);
    if (!shown) return <LoadingRow key={line} line={line} columns={columns} canSelect={canWrite} />;
    return (
      <QueueRow
        key={`${group?.value ?? ''} ${shown.number}`}
        row={shown}
        line={line}
        columns={columns}
        search={queueSearch(slot.section)}
        isCurrent={line === current}
        isStop={isInSight ? line === current : line === range.first}
        isSelected={list.has(shown.id)}
        canSelect={canWrite}
        isFrozen={list.selection.kind === 'all'}
        isGone={live.gone.has(shown.number)}
        on={on}
      />
    );
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes whether somebody points at or works in the list
    <div
      className="flex min-h-0 flex-1 flex-col gap-2"
      onPointerEnter={() => setIsBusy(true)}
      onPointerLeave={() => setIsBusy(false)}
      onFocus={(event) => {
        setIsBusy(true);
        cursor.setHasFocus(event.target.hasAttribute('data-row-link'));
      }}
      onBlur={(event) => {
        setIsBusy(event.currentTarget.contains(event.relatedTarget));
        cursor.setHasFocus(false);
      }}
    >
      <ListBar
        address={address}
        total={total}
        live={live}
        noRoom={() => hiddenColumns(columns, table.current?.frame()?.clientWidth ?? 0)}
      />
      {reading.isFailed ? (
        <Banner
          tone="error"
          live
          action={
            <Button size="sm" onClick={reading.retry}>
              Try again
            </Button>
          }
        >
          Some rows could not be read.
        </Banner>
      ) : null}
      {layout.length === 0 && total !== null ? (
        <EmptyQueue />
      ) : (
        <VirtualTable
          handle={table}
          label="Incidents"
          density={params.density}
          head={
            <QueueHead
              columns={columns}
              address={address}
              selection={
                canWrite
                  ? {
                      isAll: list.selection.kind === 'all',
                      onToggle: () =>
                        list.selection.kind === 'all' || total === null
                          ? list.clear()
                          : list.selectAll(total),
                    }
                  : null
              }
            />
          }
          rowCount={layout.length}
          renderRow={renderRow}
          onRange={(next) => {
            setIsSettled(!next.isScrolling || Math.abs(next.first - range.first) < LEAP);
            setRange(next);
          }}
          initialOffset={kept?.offset ?? 0}
        />
      )}
      <SelectionBar list={list} search={matchSearch(params)} total={total} />
      {triage.dialog ? (
        <VerdictDialog {...triage.dialog} onSubmit={triage.submit} onClose={triage.close} />
      ) : null}
    </div>
  );
}

const linesOf = ({ first, last }: Pick<VisibleRange, 'first' | 'last'>): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

function fitted(ids: readonly string[]): readonly FittedColumn[] {
  const columns = chosenColumns(ids);
  const fits = fitColumns(byUse(columns), ROOM);
  return columns.map((column) => ({ ...column, fit: fits.get(column.id)?.className ?? '' }));
}

/** Columns that are chosen but have no room in a frame of this width. */
function hiddenColumns(columns: readonly FittedColumn[], width: number): readonly string[] {
  const fits = fitColumns(byUse(columns), ROOM);
  return columns.filter(({ id }) => width < (fits.get(id)?.from ?? 0)).map(({ id }) => id);
}

const EmptyQueue = () => (
  <EmptyState icon={<Inbox />} title="No incident matches these filters">
    Take a filter away, or choose a longer time range. Resolved and historical incidents are hidden by
    default.
  </EmptyState>
);
