'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Field, Input } from '@/components/ui/field';
import { useTimeZone } from '@/components/ui/time-text';
import { localInput, zonedInstant } from '@/components/ui/zoned-input';
import {
  formatNumberRange,
  formatTimeRange,
  parseNumberRange,
  parseTimeRange,
  type TimeRange,
} from '@/lib/domain/views/range';
import { daysLabel } from './days-label';

export interface RangePaneProps {
  /** As the address carries it. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** From and to of a number; both belong to the range. */
export function NumberRangePane({ value, onChange }: RangePaneProps) {
  const range = parseNumberRange(value);
  const [min, setMin] = useState(range.min?.toString() ?? '');
  const [max, setMax] = useState(range.max?.toString() ?? '');
  return (
    <form
      className="flex flex-col gap-2 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(formatNumberRange(parseNumberRange(`${min}..${max}`)));
      }}
    >
      <div className="flex gap-2">
        <Bound label="At least" value={min} onChange={setMin} />
        <Bound label="At most" value={max} onChange={setMax} />
      </div>
      <Button type="submit" size="sm" variant="primary" className="self-end">
        Apply
      </Button>
    </form>
  );
}

interface BoundProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Bound({ label, value, onChange }: BoundProps) {
  return (
    <Field label={label} className="min-w-0 flex-1">
      {(state) => (
        <Input
          {...state}
          inputMode="numeric"
          pattern="[0-9]*"
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, 9))}
        />
      )}
    </Field>
  );
}

const DAY_CHOICES = [1, 3, 7, 30, 180] as const;

/** The last days, or from and to in the person's own zone. */
export function TimeRangePane({ value, onChange }: RangePaneProps) {
  const zone = useTimeZone();
  const range = parseTimeRange(value);
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="grid grid-cols-2 gap-1">
        {DAY_CHOICES.map((days) => {
          const isChosen = range.kind === 'last' && range.days === days;
          return (
            <button
              key={days}
              type="button"
              aria-pressed={isChosen}
              onClick={() => onChange(formatTimeRange({ kind: 'last', days }))}
              className={cx(
                'h-7 rounded-sm px-2 text-left hover:bg-hover',
                isChosen && 'bg-selected font-medium',
              )}
            >
              {daysLabel(days)}
            </button>
          );
        })}
      </div>
      <Between key={value} range={range} zone={zone} onChange={onChange} />
    </div>
  );
}

interface BetweenProps {
  readonly range: TimeRange;
  readonly zone: string;
  readonly onChange: (value: string) => void;
}

function Between({ range, zone, onChange }: BetweenProps) {
  const ends = range.kind === 'between' ? range : { from: null, to: null };
  const [from, setFrom] = useState(ends.from === null ? '' : localInput(ends.from, zone));
  const [to, setTo] = useState(ends.to === null ? '' : localInput(ends.to, zone));
  return (
    <form
      className="flex flex-col gap-2 border-t pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        const next = { kind: 'between', from: zonedInstant(from, zone), to: zonedInstant(to, zone) } as const;
        onChange(formatTimeRange(next));
      }}
    >
      <Moment label="From" value={from} onChange={setFrom} />
      <Moment label="Until" value={to} onChange={setTo} />
      <div className="flex items-center justify-between gap-2">
        <span className="text-muted text-xs">Times in {zone}</span>
        <Button type="submit" size="sm" variant="primary" disabled={from === '' && to === ''}>
          Apply
        </Button>
      </div>
    </form>
  );
}

function Moment({ label, value, onChange }: BoundProps) {
  return (
    <Field label={label}>
      {(state) => (
        <Input
          {...state}
          type="datetime-local"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
