import { type Mark, markColor } from './chart-data';

/** The colour of a series as a small square. */
export function Swatch({ mark }: { readonly mark: Mark }) {
  return (
    <svg viewBox="0 0 10 10" className="size-2.5 shrink-0" aria-hidden="true">
      <rect width="10" height="10" rx="2" fill={markColor(mark)} />
    </svg>
  );
}
