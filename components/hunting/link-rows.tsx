'use client';
import { useState } from 'react';
import { EntityIcon } from '@/components/incidents/entity-icon';
import { IncidentPicker } from '@/components/incidents/regroup/incident-picker';
import { CommandProblem } from '@/components/incidents/stale-notice';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input, Select, Textarea } from '@/components/ui/field';
import { linkRowsAction } from '@/lib/actions/hunt-evidence';
import { useCommand } from '@/lib/client/use-command';
import { type RowEntity, rowEntities } from '@/lib/domain/hunting/row-entities';
import { LINK_ROWS_LIMIT, LINK_SIZE_LIMIT } from '@/lib/domain/limits';
import { SEVERITIES, type Severity } from '@/lib/domain/severity';
import type { Cell, HuntResult } from '@/lib/domain/views/hunting';
import { humanize } from '@/lib/domain/views/labels';
import type { IncidentChoice } from '@/lib/domain/views/regroup';

export interface LinkedTo {
  readonly number: number;
  readonly added: number;
  readonly same: number;
}

interface LinkRowsProps {
  readonly result: HuntResult;
  /** Places of the rows. */
  readonly rows: readonly number[];
  readonly query: string;
  readonly ranAt: string;
  readonly onLinked: (to: LinkedTo) => void;
  readonly onClose: () => void;
}

const SEVERITY_OPTIONS = SEVERITIES.map((value) => ({ value, label: humanize(value) })).reverse();
const NAMED = 12;
const GUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** A row as it is kept: columns in order, without what is empty. */
const cellsOf = ({ columns, rows }: HuntResult, row: number): [string, Cell][] =>
  columns.flatMap(({ name }, index): [string, Cell][] => {
    const cell = rows[row]?.[index] ?? null;
    return cell === null || cell === '' ? [] : [[name, cell]];
  });

/** Keeps rows of a hunt with an incident as evidence: one that there is, or a new one. */
export function LinkRows({ result, rows, query, ranAt, onLinked, onClose }: LinkRowsProps) {
  const command = useCommand();
  const [isNew, setIsNew] = useState(false);
  const [into, setInto] = useState<IncidentChoice | null>(null);
  const [name, setName] = useState('');
  const [severity, setSeverity] = useState<Severity>('medium');
  const [note, setNote] = useState('');
  const [kept] = useState(() => rows.slice(0, LINK_ROWS_LIMIT + 1).map((row) => cellsOf(result, row)));
  const many = `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`;
  const problem =
    rows.length > LINK_ROWS_LIMIT
      ? `${LINK_ROWS_LIMIT} rows can be linked at once; ${rows.length.toLocaleString('en')} are selected.`
      : JSON.stringify(kept).length > LINK_SIZE_LIMIT
        ? 'These rows are too large to be linked at once. Select fewer, or project fewer columns.'
        : null;
  const link = async () => {
    let linked: LinkedTo | undefined;
    const done = await command.run(async () => {
      const result = await linkRowsAction({
        into: isNew ? { name, severity } : { id: into?.id ?? '' },
        ...{ query, ranAt, note, rows: kept },
      });
      linked = result?.data;
      return result;
    });
    if (done && linked) onLinked(linked);
  };
  const isReady = problem === null && (isNew ? name.trim() !== '' : into !== null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Link ${many} to an incident`}
      description="They are kept as they are now, with the query that found them."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={command.isPending}
            disabled={!isReady}
            onClick={() => void link()}
          >
            {isNew ? 'Open the incident' : 'Link to the incident'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <CommandProblem command={command} />
        {problem ? <Banner tone="warning">{problem}</Banner> : null}
        <Named entities={rowEntities(kept.flat())} />
        <fieldset className="flex gap-4">
          <legend className="sr-only">Which incident</legend>
          <Choice label="An incident that there is" isChosen={!isNew} onChoose={() => setIsNew(false)} />
          <Choice label="A new incident" isChosen={isNew} onChoose={() => setIsNew(true)} />
        </fieldset>
        {isNew ? (
          <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_10rem]">
            <Field label="Name">
              {(field) => (
                <Input
                  {...field}
                  value={name}
                  maxLength={300}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
            <Field label="Severity">
              {(field) => (
                <Select
                  {...field}
                  options={SEVERITY_OPTIONS}
                  value={severity}
                  onChange={(event) =>
                    setSeverity(SEVERITIES.find((value) => value === event.target.value) ?? 'medium')
                  }
                />
              )}
            </Field>
          </div>
        ) : (
          <IncidentPicker number={null} label="Incident" chosen={into} onChoose={setInto} />
        )}
        <Field label="Note" hint="What they show; kept in the activity.">
          {(field) => <Textarea {...field} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ label, isChosen, onChoose }: ChoiceProps) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="radio"
        name="which-incident"
        className="accent-accent"
        checked={isChosen}
        onChange={onChoose}
      />
      {label}
    </label>
  );
}

/** What the rows name: it comes with them. */
function Named({ entities }: { readonly entities: readonly RowEntity[] }) {
  if (entities.length === 0)
    return (
      <p className="text-muted text-xs">No column of these rows names an account, a device or an address.</p>
    );
  // What people read comes before numbers.
  const named = [...entities].sort((a, b) => Number(GUID.test(a.value)) - Number(GUID.test(b.value)));
  return (
    <section aria-label="What the rows name">
      <ul className="flex flex-wrap gap-1.5">
        {named.slice(0, NAMED).map(({ type, value }) => (
          <li
            key={`${type} ${value}`}
            className="flex max-w-56 items-center gap-1 rounded-sm border px-1.5 py-0.5 text-xs"
          >
            <EntityIcon type={type} className="size-3.5 text-muted" />
            <span className="truncate">{value}</span>
          </li>
        ))}
        {entities.length > NAMED ? (
          <li className="py-0.5 text-muted text-xs">and {entities.length - NAMED} more</li>
        ) : null}
      </ul>
    </section>
  );
}
