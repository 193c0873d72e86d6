import Link from 'next/link';
import { cx } from './cx';

export interface SegmentsProps {
  /** What is chosen, for assistive technology. */
  readonly label: string;
  readonly items: readonly { readonly href: string; readonly label: string; readonly active: boolean }[];
}

/** A few alternatives side by side, each an address. */
export function Segments({ label, items }: SegmentsProps) {
  return (
    <nav
      aria-label={label}
      className="flex h-7 w-fit max-w-full overflow-hidden rounded-md border bg-surface"
    >
      {items.map(({ href, label: text, active }) => (
        <Link
          key={href}
          href={href}
          scroll={false}
          aria-current={active ? 'true' : undefined}
          className={cx(
            '-outline-offset-2 flex items-center border-l px-2.5 text-xs first:border-l-0',
            active ? 'bg-selected font-medium text-text' : 'text-muted hover:bg-hover',
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
