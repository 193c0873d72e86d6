'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useListKeys } from '@/components/lists/use-list-keys';
import { useSelection } from '@/components/lists/use-selection';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { reached } from '@/components/ui/on-reach';
import { useToast } from '@/components/ui/toast';
import { VirtualTable, type VirtualTableHandle, type VisibleRange } from '@/components/ui/virtual-table';
import { useBlocks } from '@/lib/client/blocks';
import { incidentHref, incidentSearch, matchSearch } from '@/lib/client/incidents';
import { keepPlace } from '@/lib/client/place';
import type { IncidentRow, Person } from '@/lib/domain/views/incident';
import { focusSearch } from '../search-field';
import { EmptyQueue } from './empty-queue';
import { fittedColumns, hiddenColumns } from './fitted-columns';
import { GroupRow } from './group-row';
import { facetLabel } from './groups';
import { ListBar } from './list-bar';
import { QueueHead } from './queue-head';
import { BareRow, QueueRow } from './queue-row';
import { SelectionBar } from './selection-bar';
import { resumeLine, useCursor } from './use-cursor';
import { type QueueStart, useQueue } from './use-queue';
import type { QueueAddress } from './use-queue-address';
import { useQueueLive } from './use-queue-live';
import { useRowHandlers } from './use-row-handlers';
import { useTriage } from './use-triage';

const VerdictDialog = reached(() => import('./verdict-dialog').then((module) => module.VerdictDialog));

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
  const seen = useRef(range);
  const [isSettled, setIsSettled] = useState(true);
  const [isBusy, setIsBusy] = useState(false);
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
  const [resumed] = useState(() => resumeLine(kept?.current ?? null, rowAt));
  const cursor = useCursor(table, resumed);
  const live = useQueueLive({
    queue,
    byUpdate: params.sort === 'updated' && params.dir === 'desc',
    visible: () => linesOf(seen.current).flatMap((line) => rowAt(line) ?? []),
    isFree: () => !isBusy && cursor.current < 0 && list.size === 0 && (table.current?.offset() ?? 0) < 4,
    onLoad: () => {
      cursor.note(-1);
      table.current?.scrollTo(0);
    },
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

  const columns = useMemo(() => fittedColumns(params.columns), [params.columns]);
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

  const on = useRowHandlers({
    focus: cursor.note,
    toggle,
    fold: (value) => {
      const { folded } = params;
      look({
        folded: folded.includes(value) ? folded.filter((one) => one !== value) : [...folded, value],
      });
    },
  });
  const onRange = (next: VisibleRange) => {
    const leap = Math.abs(next.first - seen.current.first);
    seen.current = next;
    // While the list moves within what has been read, only the table itself works.
    const step = Math.abs(next.first - range.first);
    if (next.isScrolling && step < AHEAD / 2 && leap < LEAP) return;
    setIsSettled(!next.isScrolling || leap < LEAP);
    setRange(next);
  };
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
          onFold={on.fold}
        />
      ) : null;
    }
    const shown = rowAt(line);
    if (!shown) {
      const place = { section: keyOf(slot.section), block: Math.floor(slot.index / cache.source.size) };
      const isMissing = cache.get(place) !== undefined;
      return <BareRow key={line} line={line} columns={columns} canSelect={canWrite} isMissing={isMissing} />;
    }
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
        <EmptyQueue address={address} />
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
          onRange={onRange}
          initialOffset={kept?.offset ?? 0}
        />
      )}
      <SelectionBar list={list} search={matchSearch(params)} total={total} />
      {triage.dialog ? (
        <VerdictDialog
          {...triage.dialog}
          onSubmit={(verdict) => {
            triage.submit(verdict);
            cursor.go(current);
          }}
          onClose={() => {
            triage.close();
            cursor.go(current);
          }}
        />
      ) : null}
    </div>
  );
}

const linesOf = ({ first, last }: Pick<VisibleRange, 'first' | 'last'>): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
