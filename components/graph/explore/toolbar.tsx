'use client';
import { Download, Maximize2, Minus, Plus, Redo2, Search, Sparkles, Undo2 } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLabel } from '@/components/ui/dropdown-menu';
import { Input } from '@/components/ui/field';
import type { CanvasHandle } from './canvas';
import type { Theme } from './export';
import { showAll, tidy } from './state';
import type { GraphSession } from './use-graph';

export interface ToolbarProps {
  readonly session: GraphSession;
  readonly view: 'graph' | 'table';
  readonly onView: (view: 'graph' | 'table') => void;
  readonly find: string;
  readonly onFind: (text: string) => void;
  /** Enter in the field: the next node that is called so. */
  readonly onNext: () => void;
  readonly findField: RefObject<HTMLInputElement | null>;
  readonly canvas: RefObject<CanvasHandle | null>;
  readonly onExport: (format: 'svg' | 'png', theme: Theme) => void;
}

/** What can be done with the graph as a whole. */
export function Toolbar(props: ToolbarProps) {
  const { session, view, canvas } = props;
  return (
    <div className="flex flex-wrap items-center gap-1.5 border-b px-2 py-1.5">
      <fieldset className="flex gap-1">
        <legend className="sr-only">View</legend>
        {(['graph', 'table'] as const).map((value) => (
          <Button
            key={value}
            size="sm"
            variant={view === value ? 'secondary' : 'ghost'}
            aria-pressed={view === value}
            onClick={() => props.onView(value)}
          >
            {value === 'graph' ? 'Graph' : 'Table'}
          </Button>
        ))}
      </fieldset>
      <Find {...props} />
      <Tool label="Undo" onClick={session.undo}>
        <Undo2 />
      </Tool>
      <Tool label="Redo" onClick={session.redo}>
        <Redo2 />
      </Tool>
      <Tool label="Tidy up around what is pinned" onClick={() => session.apply(tidy)}>
        <Sparkles />
      </Tool>
      {view === 'graph' ? (
        <>
          <Tool label="Zoom in" onClick={() => canvas.current?.zoom(1.3)}>
            <Plus />
          </Tool>
          <Tool label="Zoom out" onClick={() => canvas.current?.zoom(1 / 1.3)}>
            <Minus />
          </Tool>
          <Tool label="Show all of it" onClick={() => canvas.current?.fit()}>
            <Maximize2 />
          </Tool>
        </>
      ) : null}
      <Menu
        align="start"
        trigger={
          <Button size="sm" variant="ghost">
            <Download className="size-3.5" aria-hidden="true" />
            Picture
          </Button>
        }
      >
        <MenuLabel>For reports and slides</MenuLabel>
        {(['svg', 'png'] as const).flatMap((format) =>
          (['light', 'dark'] as const).map((theme) => (
            <MenuItem key={format + theme} onSelect={() => props.onExport(format, theme)}>
              {format.toUpperCase()}, {theme}
            </MenuItem>
          )),
        )}
      </Menu>
      <p className="ml-auto text-muted text-xs tabular-nums">{graphCounts(session)}</p>
      {session.state.hidden.size > 0 ? (
        <Button size="sm" variant="ghost" onClick={() => session.apply(showAll)}>
          Show hidden
        </Button>
      ) : null}
    </div>
  );
}

function Find({ find, onFind, onNext, findField }: ToolbarProps) {
  return (
    <search className="relative w-40 sm:w-52">
      <Search className="pointer-events-none absolute top-1.5 left-2 size-4 text-faint" aria-hidden="true" />
      <Input
        ref={findField}
        type="search"
        aria-label="Find a node"
        placeholder="Find a node"
        value={find}
        className="h-7 pl-8 text-xs"
        onChange={(event) => onFind(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onNext();
        }}
      />
    </search>
  );
}

function Tool({
  label,
  onClick,
  children,
}: {
  readonly label: string;
  readonly onClick: (() => void) | null;
  readonly children: ReactNode;
}) {
  return (
    <Button
      size="icon"
      variant="ghost"
      className="size-7 [&>svg]:size-3.5"
      aria-label={label}
      title={label}
      disabled={onClick === null}
      onClick={onClick ?? undefined}
    >
      {children}
    </Button>
  );
}

/** `34 nodes and 52 edges, 2 hidden`. */
function graphCounts({ display, state }: GraphSession): string {
  const folded = [...state.folds.values()].reduce((sum, { members }) => sum + members.length, 0);
  const parts = [
    `${display.nodes.length} nodes`,
    `${display.edges.length} edges`,
    ...(folded > 0 ? [`${folded} folded`] : []),
    ...(state.hidden.size > 0 ? [`${state.hidden.size} hidden`] : []),
  ];
  return parts.join(' · ');
}
