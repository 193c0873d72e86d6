'use client';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { StackedChart } from '@/components/charts/stacked-chart';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/dropdown-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/field';
import type { HuntResult } from '@/lib/domain/views/hunting';
import { resultChart } from './result-chart';
import { type GridPlace, ResultGrid } from './result-grid';
import { gridColumns, gridRows, type Sorting, toCsv, toJson } from './result-rows';
import { RowPane } from './row-pane';
import { Statistics } from './statistics';

interface ResultsProps {
  readonly result: HuntResult;
  readonly onCondition: (condition: string) => void;
}

function save(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The rows of a query, as a grid or drawn, with what they cost. */
export function Results({ result, onCondition }: ResultsProps) {
  const chart = resultChart(result);
  const [view, setView] = useState<'grid' | 'chart'>(
    result.render && result.render.chart !== 'table' && chart ? 'chart' : 'grid',
  );
  const [showsAll, setShowsAll] = useState(false);
  const [needle, setNeedle] = useState('');
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 });
  const [isOpen, setOpen] = useState(false);
  const columns = gridColumns(result, showsAll);
  const rows = gridRows(result, needle, sorting);
  const hidden = result.columns.length - columns.length;
  const sort = (index: number) =>
    setSorting((now) =>
      now?.index !== index
        ? { index, descending: false }
        : now.descending
          ? null
          : { index, descending: true },
    );
  return (
    <section aria-label="Answer" className="flex min-h-0 flex-1 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="font-medium text-sm">
          {result.truncated ? 'The first ' : ''}
          {result.rows.length.toLocaleString('en')} {result.rows.length === 1 ? 'row' : 'rows'}
          {rows.length < result.rows.length ? `, ${rows.length.toLocaleString('en')} shown` : ''}
        </p>
        <Statistics statistics={result.statistics} />
        <span className="flex-1" />
        <Input
          type="search"
          aria-label="Find in the rows"
          placeholder="Find in the rows"
          className="h-7! w-44!"
          value={needle}
          onChange={(event) => {
            setNeedle(event.target.value);
            setAt({ row: 0, column: at.column });
          }}
        />
        {hidden > 0 || showsAll ? (
          <Button size="sm" variant="ghost" aria-pressed={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? 'Hide empty columns' : `${hidden} more columns`}
          </Button>
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
        <Menu
          trigger={
            <Button size="sm">
              <Download className="size-3.5" aria-hidden="true" />
              Export
            </Button>
          }
        >
          <MenuItem onSelect={() => save('hunt.csv', 'text/csv', toCsv(result))}>CSV</MenuItem>
          <MenuItem onSelect={() => save('hunt.json', 'application/json', toJson(result))}>JSON</MenuItem>
        </Menu>
      </div>
      {result.truncated ? (
        <Banner tone="warning">There are more rows than these. Narrow the query down, or summarize.</Banner>
      ) : null}
      {view === 'chart' && chart ? (
        <div className="rounded-lg border bg-surface p-3">
          <StackedChart
            title="Answer"
            axis={chart.axis}
            series={chart.series}
            points={chart.points}
            variant={chart.variant}
            height={320}
          />
          {chart.cut > 0 ? (
            <p className="text-muted text-xs">{chart.cut} more points are not drawn.</p>
          ) : null}
        </div>
      ) : result.rows.length === 0 ? (
        <EmptyState title="No rows">
          Nothing in this time matches. Widen the time range, or loosen a condition.
        </EmptyState>
      ) : (
        <div className="flex min-h-0 flex-1 flex-col gap-2 lg:flex-row">
          <ResultGrid
            {...{ result, columns, rows, sorting, at }}
            onSort={sort}
            onMove={setAt}
            onOpen={() => setOpen(true)}
          />
          {isOpen && rows[at.row] !== undefined ? (
            <RowPane
              result={result}
              row={rows[at.row] ?? 0}
              onCondition={onCondition}
              onClose={() => setOpen(false)}
            />
          ) : null}
        </div>
      )}
    </section>
  );
}
