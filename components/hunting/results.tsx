'use client';
import { Filter, Link2, X } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/field';
import { incidentHref } from '@/lib/client/incidents';
import type { HuntResult } from '@/lib/domain/views/hunting';
import type { Pivots } from './cell-menu';
import { ChartView } from './chart-view';
import { ColumnChooser } from './column-chooser';
import { ExportMenu } from './export-menu';
import { type LinkedTo, LinkRows } from './link-rows';
import { resultChart } from './result-chart';
import { ResultGrid } from './result-grid';
import { RowPane } from './row-pane';
import { Statistics } from './statistics';
import { type Grid, useGrid } from './use-grid';

interface Answered {
  readonly text: string;
  readonly ranAt: string;
  readonly result: HuntResult;
}

interface ResultsProps {
  readonly answer: Answered;
  readonly pivots: Pivots;
  /** Whether rows can be kept with an incident. */
  readonly canLink: boolean;
  readonly layout: string;
  readonly onLayout: (layout: string) => void;
}

/** The rows of a query, as a grid or drawn, with what they cost. */
export function Results({ answer, pivots, canLink, layout, onLayout }: ResultsProps) {
  const { result } = answer;
  const chart = useMemo(() => resultChart(result), [result]);
  const [view, setView] = useState<'grid' | 'chart'>(
    result.render && result.render.chart !== 'table' && chart ? 'chart' : 'grid',
  );
  const [showsFilters, setShowsFilters] = useState(false);
  const [isLinking, setLinking] = useState(false);
  const [linked, setLinked] = useState<LinkedTo | null>(null);
  const grid = useGrid(result, layout, onLayout);
  const isGrid = view === 'grid' && result.rows.length > 0;
  return (
    <section aria-label="Answer" className="flex min-h-0 flex-1 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="font-medium text-sm">
          {result.truncated ? 'The first ' : ''}
          {result.rows.length.toLocaleString('en')} {result.rows.length === 1 ? 'row' : 'rows'}
          {grid.rows.length < result.rows.length ? `, ${grid.rows.length.toLocaleString('en')} shown` : ''}
        </p>
        <Statistics statistics={result.statistics} />
        <span className="flex-1" />
        {isGrid ? (
          <>
            <Input
              type="search"
              aria-label="Find in the rows"
              placeholder="Find in the rows"
              className="h-7! w-44!"
              value={grid.needle}
              onChange={(event) => grid.find(event.target.value)}
            />
            <Button
              size="sm"
              variant="ghost"
              aria-pressed={showsFilters}
              onClick={() => setShowsFilters(!showsFilters)}
            >
              <Filter className="size-3.5" aria-hidden="true" />
              Filters{grid.filters.size > 0 ? `, ${grid.filters.size} set` : ''}
            </Button>
            <ColumnChooser grid={grid} />
          </>
        ) : null}
        {chart ? (
          <Button
            size="sm"
            aria-pressed={view === 'chart'}
            onClick={() => setView(view === 'chart' ? 'grid' : 'chart')}
          >
            {view === 'chart' ? 'Rows' : 'Chart'}
          </Button>
        ) : null}
        <ExportMenu result={result} selected={[...grid.selected]} />
      </div>
      {result.truncated ? (
        <Banner tone="warning">There are more rows than these. Narrow the query down, or summarize.</Banner>
      ) : null}
      {isGrid && (grid.selected.size > 0 || linked) ? (
        <Selection grid={grid} linked={linked} {...(canLink ? { onLink: () => setLinking(true) } : {})} />
      ) : null}
      {isLinking ? (
        <LinkRows
          result={result}
          rows={[...grid.selected].sort((a, b) => a - b)}
          query={answer.text}
          ranAt={answer.ranAt}
          onClose={() => setLinking(false)}
          onLinked={(to) => {
            setLinked(to);
            setLinking(false);
            grid.selectNone();
          }}
        />
      ) : null}
      {view === 'chart' && chart ? (
        <ChartView chart={chart} />
      ) : result.rows.length === 0 ? (
        <EmptyState title="No rows">
          Nothing in this time matches. Widen the time range, or loosen a condition.
        </EmptyState>
      ) : (
        <Rows grid={grid} showsFilters={showsFilters} pivots={pivots} />
      )}
    </section>
  );
}

interface RowsProps {
  readonly grid: Grid;
  readonly showsFilters: boolean;
  readonly pivots: Pivots;
}

function Rows({ grid, showsFilters, pivots }: RowsProps) {
  const [isOpen, setOpen] = useState(false);
  const { at, rows } = grid;
  const row = rows[at.row];
  const to = (place: number) =>
    rows[place] === undefined ? null : () => grid.moveTo({ row: place, column: at.column });
  if (rows.length === 0)
    return (
      <EmptyState
        title="No row is left"
        action={<Button onClick={grid.clearFilters}>Clear the filters</Button>}
      >
        The answer has rows, but none passes what is searched and filtered for.
      </EmptyState>
    );
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2 lg:flex-row">
      <ResultGrid {...{ grid, showsFilters, pivots }} onOpen={() => setOpen(true)} />
      {isOpen && row !== undefined ? (
        <RowPane
          result={grid.result}
          row={row}
          onStep={pivots.onStep}
          onPrevious={to(at.row - 1)}
          onNext={to(at.row + 1)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}

interface SelectionProps {
  readonly grid: Grid;
  readonly linked: LinkedTo | null;
  readonly onLink?: () => void;
}

const rowsText = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`;

/** What can be done with the rows that are selected, and what was done with those before. */
function Selection({ grid, linked, onLink }: SelectionProps) {
  const count = grid.selected.size;
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-2 rounded-md bg-selected px-3 py-1 text-xs">
      {count > 0 ? (
        <>
          <span className="font-medium">{rowsText(count)} selected</span>
          {onLink ? (
            <Button size="sm" variant="primary" onClick={onLink}>
              <Link2 className="size-3.5" aria-hidden="true" />
              Link to incident …
            </Button>
          ) : null}
          <Button size="sm" variant="ghost" onClick={grid.selectNone}>
            <X className="size-3.5" aria-hidden="true" />
            Select none
          </Button>
        </>
      ) : null}
      {linked ? (
        <span role="status">
          {linked.added > 0 ? `${rowsText(linked.added)} linked to ` : 'All of them are linked already to '}
          <Link
            href={incidentHref(linked.number, 'evidence')}
            className="font-medium text-accent-fg underline"
          >
            incident #{linked.number}
          </Link>
          {linked.added > 0 && linked.same > 0 ? `; ${rowsText(linked.same)} were there already` : ''}
        </span>
      ) : null}
    </div>
  );
}
