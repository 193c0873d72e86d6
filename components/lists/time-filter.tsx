'use client';
import { CalendarRange } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { useTimeZone } from '@/components/ui/time-text';
import { FilterChip } from './filter-chip';
import { timeWords } from './filter-fields';
import { TimeRangePane } from './range-panes';

export interface TimeFilterProps {
  readonly label: string;
  /** As the address carries it: `all`, `7d`, `from..to` in UTC. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A span of time: the last days, or from and to in the person's own zone. */
export function TimeFilter({ label, value, onChange }: TimeFilterProps) {
  const zone = useTimeZone();
  const [isOpen, setIsOpen] = useState(false);
  if (value === 'all' && !isOpen) {
    return (
      <Button size="sm" variant="ghost" onClick={() => setIsOpen(true)}>
        <CalendarRange className="size-3.5" aria-hidden="true" />
        {label}
      </Button>
    );
  }
  const set = (next: string) => {
    setIsOpen(false);
    if (next !== value) onChange(next);
  };
  return (
    <FilterChip
      label={label}
      value={timeWords(value, zone)}
      open={isOpen}
      onOpenChange={setIsOpen}
      onRemove={() => set('all')}
    >
      <TimeRangePane value={value} onChange={set} />
    </FilterChip>
  );
}
