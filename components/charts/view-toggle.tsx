'use client';
import { ChartColumnStacked, Table2 } from 'lucide-react';
import { cx } from '@/components/ui/cx';

export type ChartView = 'chart' | 'table';

const VIEWS = [
  { value: 'chart', label: 'Chart', Icon: ChartColumnStacked },
  { value: 'table', label: 'Table', Icon: Table2 },
] as const;

export interface ViewToggleProps {
  /** What is shown in either way. */
  readonly title: string;
  readonly value: ChartView;
  readonly onChange: (view: ChartView) => void;
}

/** Chart or table. */
export function ViewToggle({ title, value, onChange }: ViewToggleProps) {
  return (
    <fieldset className="flex shrink-0 gap-0.5 print:hidden">
      <legend className="sr-only">{title}: view</legend>
      {VIEWS.map(({ value: view, label, Icon }) => (
        <button
          key={view}
          type="button"
          aria-pressed={value === view}
          aria-label={label}
          title={label}
          onClick={() => onChange(view)}
          className={cx(
            'rounded-md p-1.5 hover:bg-hover',
            value === view ? 'bg-selected text-text' : 'text-muted hover:text-text',
          )}
        >
          <Icon className="size-3.5" aria-hidden="true" />
        </button>
      ))}
    </fieldset>
  );
}
