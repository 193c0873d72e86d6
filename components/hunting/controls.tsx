'use client';
import { Link2, Play, Square, TableProperties } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import type { SavedQuery } from '@/lib/domain/views/hunting';
import { LIMITS } from './address';
import { History } from './history';
import { SaveQuery } from './save-query';
import { SavedQueries } from './saved-queries';
import { type RangeText, TimeRange } from './time-range';

const LIMIT_OPTIONS = LIMITS.map((value) => ({
  value,
  label: `${Number(value).toLocaleString('en')} rows`,
}));

interface ControlsProps {
  readonly isRunning: boolean;
  /** What is in the editor. */
  readonly text: () => string;
  readonly range: RangeText;
  readonly limit: string;
  readonly showsTables: boolean;
  readonly opened: SavedQuery | null;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  readonly onRange: (range: RangeText) => void;
  readonly onLimit: (limit: string) => void;
  readonly onTables: () => void;
  readonly onOpened: (query: SavedQuery | null) => void;
  /** Puts a text into the editor, in place of what is there. */
  readonly onReplace: (text: string) => void;
  /** Writes a query below the others and runs it. */
  readonly onAppend: (text: string) => void;
  readonly onShare: () => void;
}

/** Everything over the editor: run, over which times, and where queries come from and go to. */
export function Controls(props: ControlsProps) {
  const { isRunning, text, range, limit, showsTables, opened } = props;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {isRunning ? (
        <Button variant="danger" onClick={props.onCancel}>
          <Square className="size-3.5" aria-hidden="true" />
          Cancel
        </Button>
      ) : (
        <Button variant="primary" onClick={props.onRun} aria-keyshortcuts="Control+Enter Shift+Enter">
          <Play className="size-3.5" aria-hidden="true" />
          Run
        </Button>
      )}
      <TimeRange value={range} onChange={props.onRange} />
      <Select
        aria-label="Rows at most"
        className="w-36!"
        options={LIMIT_OPTIONS}
        value={limit}
        onChange={(event) => props.onLimit(event.target.value)}
      />
      <span className="flex-1" />
      <Button variant="ghost" aria-pressed={showsTables} onClick={props.onTables}>
        <TableProperties className="size-4" aria-hidden="true" />
        Tables
      </Button>
      <History onOpen={props.onReplace} onRun={props.onAppend} />
      <SavedQueries
        onOpen={(query) => {
          props.onOpened(query);
          props.onReplace(query.text);
        }}
      />
      <SaveQuery text={text} opened={opened} onSaved={props.onOpened} />
      <Button size="icon" aria-label="Copy link" title="Copy a link to this query" onClick={props.onShare}>
        <Link2 className="size-4" aria-hidden="true" />
      </Button>
    </div>
  );
}
