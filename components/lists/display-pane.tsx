'use client';
import { Rows3, Rows4 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { MoveButton } from '@/components/ui/move-button';

type Density = 'comfortable' | 'compact';

export interface DisplayPaneProps {
  /** Every column there is. */
  readonly columns: readonly { readonly id: string; readonly label: string }[];
  /** The columns that are shown, in their order. */
  readonly chosen: readonly string[];
  /** Columns that are chosen, but have no room on this screen. */
  readonly noRoom: () => readonly string[];
  readonly onColumns: (ids: readonly string[]) => void;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
  /** Columns and density as they are by themselves. */
  readonly onReset: () => void;
}

/** What the display menu opens: how dense, which columns, in which order. */
export function DisplayPane(props: DisplayPaneProps) {
  // The address follows a moment later; a second click in that moment must know of the first.
  const [ahead, setAhead] = useState<readonly string[] | null>(null);
  return (
    <>
      <div className="flex items-center gap-2 border-b p-2">
        <DensityButton {...props} value="comfortable" label="Comfortable" />
        <DensityButton {...props} value="compact" label="Compact" />
      </div>
      <Columns
        {...props}
        chosen={ahead ?? props.chosen}
        onColumns={(ids) => {
          setAhead(ids);
          props.onColumns(ids);
        }}
      />
      <div className="border-t p-1.5">
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            setAhead(null);
            props.onReset();
          }}
        >
          Reset columns and density
        </Button>
      </div>
    </>
  );
}

interface DensityButtonProps extends DisplayPaneProps {
  readonly value: Density;
  readonly label: string;
}

function DensityButton({ density, onDensity, value, label }: DensityButtonProps) {
  const Icon = value === 'compact' ? Rows4 : Rows3;
  return (
    <button
      type="button"
      aria-pressed={density === value}
      onClick={() => onDensity(value)}
      className={cx(
        'flex h-7 flex-1 items-center justify-center gap-1.5 rounded-md border text-xs',
        density === value ? 'border-accent bg-accent-bg text-accent-fg' : 'hover:bg-hover',
      )}
    >
      <Icon className="size-3.5" aria-hidden="true" />
      {label}
    </button>
  );
}

/** Those that are shown first, in their order; the others below. */
function Columns({ columns, chosen, noRoom, onColumns }: DisplayPaneProps) {
  const label = (id: string) => columns.find((column) => column.id === id)?.label ?? id;
  const others = columns.filter(({ id }) => !chosen.includes(id));
  const hidden = noRoom();
  const move = (id: string, by: number) => {
    const next = chosen.filter((other) => other !== id);
    next.splice(Math.max(0, chosen.indexOf(id) + by), 0, id);
    onColumns(next);
  };
  return (
    <ul aria-label="Columns" className="min-h-0 overflow-y-auto p-1">
      {chosen.map((id, index) => (
        <li key={id} className="flex items-center gap-0.5">
          <Toggle
            label={label(id)}
            note={hidden.includes(id) ? 'no room here' : ''}
            isOn
            disabled={chosen.length === 1}
            onToggle={() => onColumns(chosen.filter((other) => other !== id))}
          />
          <MoveButton
            label={`Move ${label(id)} up`}
            by={-1}
            disabled={index === 0}
            onMove={(by) => move(id, by)}
          />
          <MoveButton
            label={`Move ${label(id)} down`}
            by={1}
            disabled={index === chosen.length - 1}
            onMove={(by) => move(id, by)}
          />
        </li>
      ))}
      {others.map(({ id }) => (
        <li key={id} className="flex items-center">
          <Toggle label={label(id)} note="" isOn={false} onToggle={() => onColumns([...chosen, id])} />
        </li>
      ))}
    </ul>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly note: string;
  readonly isOn: boolean;
  readonly disabled?: boolean;
  readonly onToggle: () => void;
}

function Toggle({ label, note, isOn, disabled = false, onToggle }: ToggleProps) {
  return (
    <label className="flex h-7 min-w-0 flex-1 items-center gap-2 rounded-sm px-2 hover:bg-hover">
      <input
        type="checkbox"
        checked={isOn}
        disabled={disabled}
        onChange={onToggle}
        className="size-4 shrink-0 accent-accent"
      />
      <span className={cx('truncate', !isOn && 'text-muted')}>{label}</span>
      {note === '' ? null : <span className="ml-auto shrink-0 text-faint text-xs">{note}</span>}
    </label>
  );
}
