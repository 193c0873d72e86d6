'use client';
import { Download, FolderInput, LibraryBig, Play, RefreshCw } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useDeferredValue, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/dropdown-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import type { VirtualTableHandle } from '@/components/ui/virtual-table';
import { checkAgain } from '@/lib/actions/library';
import { filteredRows, libraryParsers, reportCsv, reportJson } from '@/lib/client/library';
import { useCommand } from '@/lib/client/use-command';
import { Filters } from './filters';
import { ImportDialog } from './import-dialog';
import { LibraryTable } from './library-table';
import { QueryPane } from './query-pane';
import { RunDialog } from './run-dialog';
import { SourcesDialog } from './sources-dialog';
import { useLibrary } from './use-library';
import { useRows } from './use-rows';
import { WorkLine } from './work-line';

interface LibraryDeskProps {
  readonly canWrite: boolean;
}

function save(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

const told = (n: number): string => n.toLocaleString('en');

/** All saved queries: filtered, chosen, run at once; and the way in for whole repositories. */
export function LibraryDesk({ canWrite }: LibraryDeskProps) {
  const { library, isError, progress, refresh } = useLibrary();
  const [params, setParams] = useQueryStates(libraryParsers, { history: 'replace' });
  const [dialog, setDialog] = useState<'import' | 'sources' | 'run' | null>(null);
  const { run: call, isPending, error } = useCommand();
  const table = useRef<VirtualTableHandle>(null);
  const all = library?.rows ?? [];
  const rows = filteredRows(all, useDeferredValue(params));
  const open = (id: string) => void setParams({ query: params.query === id ? '' : id });
  const list = useRows({ rows, table, onOpen: open });
  const { selected } = list;
  const chosen = selected.size > 0 ? rows.filter(({ id }) => selected.has(id)) : [];
  const opened = all.find(({ id }) => id === params.query);
  const startRun = () => selected.size > 0 && setDialog('run');
  useShortcuts('Query library', [
    { keys: 'j', label: 'Next query', run: () => list.step(1), repeats: true },
    { keys: 'k', label: 'Previous query', run: () => list.step(-1), repeats: true },
    { keys: 'ArrowDown', label: 'Next query', run: () => list.step(1), repeats: true },
    { keys: 'ArrowUp', label: 'Previous query', run: () => list.step(-1), repeats: true },
    { keys: 'x', label: 'Select', run: () => list.toggle(list.at, false) },
    { keys: 'mod+a', label: 'Select all that match', run: list.selectAll },
    { keys: 'r', label: 'Run what is selected', run: startRun },
    { keys: '/', label: 'Find a query', run: () => document.getElementById('library-search')?.focus() },
    ...(canWrite ? [{ keys: 'i', label: 'Import queries', run: () => setDialog('import') }] : []),
    {
      keys: 'Escape',
      label: 'Close what is open, then clear the selection',
      run: () => (params.query ? void setParams({ query: '' }) : list.clear()),
    },
  ]);
  const isRead = library !== undefined;
  const showOpened = useEffectEvent(() => {
    const line = rows.findIndex(({ id }) => id === params.query);
    if (line >= 0) table.current?.reveal(line);
  });
  useEffect(() => {
    if (isRead) showOpened();
  }, [isRead]);
  const again = async () => {
    if (await call(() => checkAgain({ ids: chosen.map(({ id }) => id) }))) refresh();
  };
  const exported = chosen.length > 0 ? chosen : rows;
  return (
    <div className="flex min-h-[36rem] flex-col gap-3 lg:h-[calc(100dvh-9rem)]">
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1 basis-80">
          <Filters rows={all} params={params} onChange={(change) => void setParams(change)} />
        </div>
        <Menu
          trigger={
            <Button size="sm" disabled={exported.length === 0}>
              <Download className="size-3.5" aria-hidden="true" />
              Report
            </Button>
          }
        >
          <MenuItem onSelect={() => save('query-library.csv', 'text/csv', reportCsv(exported))}>CSV</MenuItem>
          <MenuItem onSelect={() => save('query-library.json', 'application/json', reportJson(exported))}>
            JSON
          </MenuItem>
        </Menu>
        <Button size="sm" onClick={() => setDialog('sources')}>
          <LibraryBig className="size-3.5" aria-hidden="true" />
          Sources
        </Button>
        {canWrite ? (
          <Button size="sm" variant="primary" onClick={() => setDialog('import')}>
            <FolderInput className="size-3.5" aria-hidden="true" />
            Import …
          </Button>
        ) : null}
      </div>
      <WorkLine progress={progress} run={library?.run ?? null} rows={all} onChanged={refresh} />
      {error ? (
        <Banner tone="error" live>
          {error}
        </Banner>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="text-xs">
          {library ? `${told(rows.length)} of ${told(library.total)} queries` : 'Reading the library'}
          {library && library.total > all.length ? `; the first ${told(all.length)} are listed` : ''}
          {chosen.length > 0 ? `, ${told(chosen.length)} selected` : ''}
        </p>
        {selected.size > 0 ? (
          <section aria-label="Selection" className="flex flex-wrap items-center gap-2">
            {selected.size < rows.length ? (
              <Button size="sm" variant="ghost" onClick={list.selectAll}>
                Select all {told(rows.length)} that match
              </Button>
            ) : null}
            <Button size="sm" variant="primary" onClick={startRun}>
              <Play className="size-3.5" aria-hidden="true" />
              Run selected …
            </Button>
            {canWrite ? (
              <Button size="sm" pending={isPending} onClick={() => void again()}>
                <RefreshCw className="size-3.5" aria-hidden="true" />
                Check again
              </Button>
            ) : null}
            <Button size="sm" variant="ghost" onClick={list.clear}>
              Clear selection
            </Button>
          </section>
        ) : null}
      </div>
      {isError && !library ? (
        <Banner tone="error">The library could not be read. Load the page again.</Banner>
      ) : null}
      {library === undefined && !isError ? <Skeleton className="min-h-64 flex-1" /> : null}
      {library && rows.length === 0 ? (
        <Nothing isEmpty={all.length === 0} canWrite={canWrite} onImport={() => setDialog('import')} />
      ) : null}
      {rows.length > 0 ? (
        <div className="flex min-h-0 flex-1 flex-col gap-3 lg:flex-row">
          <div className="flex h-[28rem] min-h-0 min-w-0 flex-1 flex-col lg:h-auto">
            <LibraryTable
              rows={rows}
              selected={selected}
              at={list.at}
              openId={params.query}
              on={list.on}
              onSelectAll={list.selectAll}
              handle={table}
            />
          </div>
          {opened ? <QueryPane key={opened.id} row={opened} onClose={() => open(opened.id)} /> : null}
        </div>
      ) : null}
      <ImportDialog
        open={dialog === 'import'}
        onOpenChange={(isOpen) => setDialog(isOpen ? 'import' : null)}
        library={library}
        progress={progress}
        onShow={(source) => void setParams({ ...CLEARED, source: [source] })}
      />
      <SourcesDialog
        open={dialog === 'sources'}
        onOpenChange={(isOpen) => setDialog(isOpen ? 'sources' : null)}
        library={library}
        progress={progress}
        canWrite={canWrite}
        onChanged={refresh}
      />
      <RunDialog
        open={dialog === 'run'}
        onOpenChange={(isOpen) => setDialog(isOpen ? 'run' : null)}
        ids={chosen.map(({ id }) => id)}
        onStarted={refresh}
      />
    </div>
  );
}

const CLEARED = { q: '', state: [], table: [], tactic: [], technique: [], returns: [] };

interface NothingProps {
  readonly isEmpty: boolean;
  readonly canWrite: boolean;
  readonly onImport: () => void;
}

function Nothing({ isEmpty, canWrite, onImport }: NothingProps) {
  if (!isEmpty)
    return (
      <EmptyState title="No query matches">Loosen a filter: each counts what it would leave.</EmptyState>
    );
  return (
    <EmptyState
      icon={<LibraryBig aria-hidden="true" />}
      title="No queries yet"
      action={canWrite ? <Button onClick={onImport}>Import queries …</Button> : undefined}
    >
      Import a folder or the checkout of a repository: its rules and hunting queries become saved queries,
      each told whether it runs here. What you save in the console is listed here, too.
    </EmptyState>
  );
}
