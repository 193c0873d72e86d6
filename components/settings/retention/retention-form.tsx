'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { setRetentionAction } from '@/lib/actions/retention';
import { retentionEffect } from '@/lib/client/retention-query';
import {
  isRetentionPolicy,
  RETENTION_LIMITS,
  type RetentionRow,
  type RetentionView,
} from '@/lib/domain/retention';
import { useCommand } from '../use-command';

export interface RetentionFormProps {
  readonly view: RetentionView;
  readonly editable: boolean;
}

type Draft = { readonly days: string; readonly tables: Readonly<Record<string, string>> };

/** How long telemetry is kept, with what a change would take, before it is saved. */
export function RetentionForm({ view, editable }: RetentionFormProps) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(view));
  const [asking, setAsking] = useState(false);
  const save = useCommand(setRetentionAction, {
    done: 'Saved: applied within the hour',
    onDone: () => setAsking(false),
  });
  const drafted = policyOf(draft);
  const isValid = isRetentionPolicy(drafted);
  const policy = isValid ? drafted : view.policy;
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(view));
  const { data = view.tables } = useQuery(retentionEffect(policy, isChanged ? undefined : view.tables));
  const goes = { rows: sum(data, 'goesRows'), bytes: sum(data, 'goesBytes') };
  return (
    <div className="flex flex-col gap-4">
      <Field
        label="All tables, days"
        className="w-56"
        hint="Counted from arrival, in whole UTC days."
        error={isValid ? undefined : `Between ${RETENTION_LIMITS.least} and ${RETENTION_LIMITS.most} days.`}
      >
        {(state) => (
          <Input
            {...state}
            inputMode="numeric"
            value={draft.days}
            disabled={!editable}
            onChange={(event) => setDraft({ ...draft, days: event.target.value })}
          />
        )}
      </Field>
      <Table label="Tables" cards>
        <THead>
          <TH>Table</TH>
          <TH className="text-right">Rows</TH>
          <TH className="text-right">Size</TH>
          <TH>Oldest arrival</TH>
          <TH>Days of its own</TH>
          <TH className="text-right">Would go</TH>
        </THead>
        <tbody>
          {data.map((row) => (
            <Row
              key={row.table}
              row={row}
              value={draft.tables[row.table] ?? ''}
              standard={draft.days}
              editable={editable}
              onChange={(value) => setDraft({ ...draft, tables: { ...draft.tables, [row.table]: value } })}
            />
          ))}
        </tbody>
      </Table>
      {editable ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="primary" disabled={!isChanged || !isValid} onClick={() => setAsking(true)}>
            Save …
          </Button>
          <Effect goes={goes} />
        </div>
      ) : (
        <Effect goes={goes} />
      )}
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Change how long telemetry is kept"
        width="sm"
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
            <Button
              variant={goes.rows > 0 ? 'danger' : 'primary'}
              pending={save.pending}
              onClick={() => save.run({ from: view.policy, to: policy })}
            >
              {goes.rows > 0 ? `Drop up to ${goes.rows.toLocaleString('en')} rows` : 'Save'}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-2">
          <Effect goes={goes} />
          <p className="text-muted text-xs">
            Rows that are evidence of an alert are kept with it. What is dropped cannot be brought back but
            from a backup.
          </p>
        </div>
      </Dialog>
    </div>
  );
}

function Effect({ goes }: { readonly goes: { readonly rows: number; readonly bytes: number } }) {
  if (goes.rows === 0) return <p className="text-muted">Nothing that is stored now would go.</p>;
  return (
    <Banner tone="warning">
      Up to {goes.rows.toLocaleString('en')} rows, {sizeOf(goes.bytes)}, would go within the hour.
    </Banner>
  );
}

interface RowProps {
  readonly row: RetentionRow;
  readonly value: string;
  readonly standard: string;
  readonly editable: boolean;
  readonly onChange: (value: string) => void;
}

function Row({ row, value, standard, editable, onChange }: RowProps) {
  return (
    <TR>
      <TD className="font-medium">{row.table}</TD>
      <TD className="text-right tabular-nums">
        {row.rows.toLocaleString('en')}
        <span className="sm:sr-only"> rows</span>
      </TD>
      <TD className="whitespace-nowrap text-right tabular-nums">{sizeOf(row.bytes)}</TD>
      <TD className="text-muted text-xs max-sm:before:content-['Oldest_']">
        {row.oldest === null ? '–' : <TimeText value={row.oldest} format="relative" />}
      </TD>
      <TD>
        <Input
          className="w-24"
          aria-label={`Days of ${row.table}`}
          inputMode="numeric"
          placeholder={standard}
          value={value}
          disabled={!editable}
          onChange={(event) => onChange(event.target.value)}
        />
      </TD>
      <TD className="whitespace-nowrap text-right tabular-nums">
        {row.goesRows === 0 ? (
          <span className="text-faint">
            nothing<span className="sm:sr-only"> would go</span>
          </span>
        ) : (
          `${row.goesRows.toLocaleString('en')} rows, ${sizeOf(row.goesBytes)}`
        )}
      </TD>
    </TR>
  );
}

const draftOf = ({ policy }: RetentionView): Draft => ({
  days: String(policy.days),
  tables: Object.fromEntries(Object.entries(policy.tables).map(([table, days]) => [table, String(days)])),
});

const numberOf = (text: string): number => (/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN);

const policyOf = ({ days, tables }: Draft) => ({
  days: numberOf(days),
  tables: Object.fromEntries(
    Object.entries(tables)
      .filter(([, text]) => text.trim() !== '')
      .map(([table, text]) => [table, numberOf(text)]),
  ),
});

const sum = (rows: readonly RetentionRow[], field: 'goesRows' | 'goesBytes'): number =>
  rows.reduce((total, row) => total + row[field], 0);

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** `1536` → `1.5 KB` */
function sizeOf(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  return `${value.toFixed(value < 10 && step > 0 ? 1 : 0)} ${UNITS[step]}`;
}
