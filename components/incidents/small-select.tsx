'use client';
import { Select } from '@/components/ui/field';

export interface SmallSelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** A select that fits into a row of filters. */
export function SmallSelect({ label, value, options, onChange }: SmallSelectProps) {
  return (
    <Select
      aria-label={label}
      value={value}
      options={options}
      onChange={(event) => onChange(event.target.value)}
      className="[&>select]:h-7 [&>select]:border-line-strong/50 [&>select]:pr-7 [&>select]:pl-2 [&>select]:text-xs [&>svg]:top-1.5 [&>svg]:right-1.5"
    />
  );
}
