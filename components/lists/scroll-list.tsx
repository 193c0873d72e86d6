'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { focusSearch } from '@/components/incidents/search-field';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { VirtualTable, type VirtualTableHandle, type VisibleRange } from '@/components/ui/virtual-table';
import { type BlockCache, useBlocks } from '@/lib/client/blocks';
import { keepPlace } from '@/lib/client/place';
import { EmptyList } from './empty-list';
import { facetLabel } from './facet-words';
import { fittedColumns, hiddenColumns } from './fitted-columns';
import { GroupRow } from './group-row';
import { ListBar } from './list-bar';
import { ListHead } from './list-head';
import type { ListKind } from './list-kind';
import { BareRow, ListRow } from './list-row';
import { SelectionBar } from './selection-bar';
import { resumeLine, useCursor } from './use-cursor';
import { type ListStart, useList } from './use-list';
import type { ListAddress } from './use-list-address';
import { useListKeys } from './use-list-keys';
import { useListLive } from './use-list-live';
import { useRangeSelection } from './use-range-selection';
import { useRowHandlers } from './use-row-handlers';
import { AHEAD, useSeenRange } from './use-seen-range';
import { useSelection } from './use-selection';

/** What the keys of a row's own work with. */
export interface RowContext<R> {
  readonly cache: BlockCache<R>;
  /** The row that they act on; null where there is none, or where it may not be changed. */
  readonly row: R | null;
  /** Asks what became of the rows in sight. */
  readonly check: () => void;
  /** Back to the row, from a dialog. */
  readonly refocus: () => void;
}

export interface ScrollListProps<R> {
  readonly kind: ListKind<R>;
  readonly address: ListAddress;
  /** The part of the address that decides which rows come in which order. */
  readonly search: string;
  readonly start: ListStart<R>;
  readonly canWrite: boolean;
  readonly actions?: (context: RowContext<R>) => ReactNode;
}

/** Any number of rows in one list that stays where it is while everything else moves. */
export function ScrollList<R>({ kind, address, search, start, canWrite, actions }: ScrollListProps<R>) {
  const { params, look } = address;
  const { state } = kind;
  const router = useRouter();
  const rows = useList(kind, params, search, start);
  const { layout, cache, groups, kept, snapshot, total } = rows;
  const canSelect = canWrite && kind.target !== null && (kind.canSelect?.(address.query) ?? true);
  const table = useRef<VirtualTableHandle>(null);
  const { range, seen, isSettled, onRange } = useSeenRange();
  const [isBusy, setIsBusy] = useState(false);
  const list = useSelection();
  const keyOf = (section: number) => layout.sections[section]?.key ?? null;

  const wanted = layout
    .blocks(range.first - AHEAD, range.last + AHEAD, cache.source.size)
    .map(({ section, block }) => ({ section: keyOf(section), block }));
  const reading = useBlocks(cache, wanted, isSettled);

  const rowAt = (line: number): R | undefined => {
    const slot = layout.at(line);
    return slot?.kind === 'row' ? cache.row(keyOf(slot.section), slot.index) : undefined;
  };
  const [resumed] = useState(() =>
    resumeLine(kept?.current ?? null, (line) => {
      const at = rowAt(line);
      return at && kind.hrefOf(at, '');
    }),
  );
  const cursor = useCursor(table, resumed);
  const live = useListLive({
    kind,
    list: rows,
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
    keepPlace(rows.address, {
      snapshot,
      offset: table.current?.offset() ?? 0,
      current: current < 0 ? null : current,
    });
  }, [rows.address, snapshot, range, current]);

  const columns = useMemo(() => fittedColumns(kind, params.columns), [kind, params.columns]);
  const searchOf = (section: number) => state.group(address.query, keyOf(section));

  const picked = useRangeSelection({
    list,
    idsOf: (first, last) =>
      linesOf({ first, last })
        .flatMap((line) => rowAt(line) ?? [])
        .map(kind.idOf),
    read: async (first, last) => {
      for (const { section, block } of layout.blocks(first, last, cache.source.size))
        await cache.fetch({ section: keyOf(section), block }).catch(() => undefined);
    },
  });
  const row = rowAt(current) ?? null;
  const openRow = () => {
    const slot = layout.at(current);
    if (row && slot) router.push(kind.hrefOf(row, searchOf(slot.section)));
  };
  useListKeys({
    thing: kind.words.one,
    length: layout.length,
    current,
    hasFocus: cursor.hasFocus && row !== null,
    go: (line, extend) => {
      if (extend) void picked.select(Math.max(current, 0), line);
      else picked.begin(line);
      cursor.go(line);
    },
    open: openRow,
    search: focusSearch,
    ...(canSelect
      ? {
          select: {
            isActive: list.size > 0,
            toggle: () => picked.toggle(current, false),
            all: () => total !== null && list.selectAll(total),
            clear: list.clear,
          },
        }
      : {}),
  });
  const isAlone = canSelect && list.size === 0;

  const on = useRowHandlers({
    focus: cursor.note,
    toggle: picked.toggle,
    fold: (value) => {
      const { folded } = params;
      look({
        folded: folded.includes(value) ? folded.filter((one) => one !== value) : [...folded, value],
      });
    },
  });
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
          label={facetLabel(kind.facets[params.group], group.value, group.name)}
          count={group.count}
          isFolded={layout.sections[slot.section]?.isFolded ?? false}
          columns={columns}
          canSelect={canSelect}
          onFold={on.fold}
        />
      ) : null;
    }
    const shown = rowAt(line);
    if (!shown) {
      const place = { section: keyOf(slot.section), block: Math.floor(slot.index / cache.source.size) };
      const isMissing = cache.get(place) !== undefined;
      return <BareRow key={line} line={line} columns={columns} canSelect={canSelect} isMissing={isMissing} />;
    }
    return (
      <ListRow
        key={`${group?.value ?? ''} ${kind.idOf(shown)}`}
        kind={kind}
        row={shown}
        line={line}
        columns={columns}
        search={searchOf(slot.section)}
        isCurrent={line === current}
        isStop={isInSight ? line === current : line === range.first}
        isSelected={list.has(kind.idOf(shown))}
        canSelect={canSelect}
        isFrozen={list.selection.kind === 'all'}
        isGone={live.gone.has(kind.idOf(shown))}
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
        kind={kind}
        address={address}
        total={total}
        live={live}
        noRoom={() => hiddenColumns(kind, columns, table.current?.frame()?.clientWidth ?? 0)}
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
        <EmptyList kind={kind} address={address} />
      ) : (
        <VirtualTable
          handle={table}
          label={kind.words.title}
          density={params.density}
          head={
            <ListHead
              lead={kind.lead.label}
              columns={columns}
              address={address}
              selection={
                canSelect
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
      {kind.target ? (
        <SelectionBar target={kind.target} list={list} search={state.match(address.query)} total={total} />
      ) : null}
      {actions?.({
        cache,
        row: isAlone ? row : null,
        check: live.check,
        refocus: () => cursor.go(current),
      })}
    </div>
  );
}

const linesOf = ({ first, last }: Pick<VisibleRange, 'first' | 'last'>): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
