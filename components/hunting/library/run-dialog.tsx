'use client';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Select } from '@/components/ui/field';
import { startRun } from '@/lib/actions/library';
import { useCommand } from '@/lib/client/use-command';

interface RunDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly ids: readonly string[];
  readonly onStarted: () => void;
}

const DAY = 86_400_000;
const RANGES = [
  { value: String(DAY), label: 'Last 24 hours' },
  { value: String(7 * DAY), label: 'Last 7 days' },
  { value: String(30 * DAY), label: 'Last 30 days' },
  { value: String(90 * DAY), label: 'Last 90 days' },
  { value: 'all', label: 'All time' },
];
const ROWS = [100, 1_000, 10_000].map((n) => ({ value: String(n), label: n.toLocaleString('en') }));
const SECONDS = [10, 30, 60, 120].map((n) => ({ value: String(n), label: `${n} seconds` }));

/** Over which time, and how much of each query at most. */
export function RunDialog({ open, onOpenChange, ids, onStarted }: RunDialogProps) {
  const [range, setRange] = useState(String(30 * DAY));
  const [rows, setRows] = useState('1000');
  const [seconds, setSeconds] = useState('30');
  const { run, isPending, error, clear } = useCommand();
  const close = (next: boolean): void => {
    onOpenChange(next);
    clear();
  };
  const begin = async (): Promise<void> => {
    const isDone = await run(() =>
      startRun({
        ids: [...ids],
        back: range === 'all' ? null : Number(range),
        maxRows: Number(rows),
        timeoutS: Number(seconds),
      }),
    );
    if (!isDone) return;
    onStarted();
    close(false);
  };
  const count = `${ids.length.toLocaleString('en')} ${ids.length === 1 ? 'query' : 'queries'}`;
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={`Run ${count}`}
      description="They run in the background, a few at a time. What they find is kept until your next run."
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button variant="primary" pending={isPending} onClick={() => void begin()}>
            Run {count}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {error ? (
          <Banner tone="error" live>
            {error}
          </Banner>
        ) : null}
        <Field
          label="Time range"
          hint="For queries that name no time themselves. Where one does, its own holds."
        >
          {(field) => (
            <Select
              {...field}
              options={RANGES}
              value={range}
              onChange={(event) => setRange(event.target.value)}
            />
          )}
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Rows of each at most">
            {(field) => (
              <Select
                {...field}
                options={ROWS}
                value={rows}
                onChange={(event) => setRows(event.target.value)}
              />
            )}
          </Field>
          <Field label="Time for each at most">
            {(field) => (
              <Select
                {...field}
                options={SECONDS}
                value={seconds}
                onChange={(event) => setSeconds(event.target.value)}
              />
            )}
          </Field>
        </div>
      </div>
    </Dialog>
  );
}
