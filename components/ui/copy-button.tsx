'use client';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { cx } from './cx';

export interface CopyButtonProps {
  readonly value: string;
  /** What is copied: "Copy <what>". */
  readonly what: string;
  readonly className?: string;
}

/** The clipboard API needs a secure context; a portal reached over plain HTTP falls back to a selection. */
async function copy(value: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(value);
  const area = document.createElement('textarea');
  area.value = value;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

export function CopyButton({ value, what, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const onClick = async () => {
    await copy(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label={copied ? 'Copied' : `Copy ${what}`}
      title={copied ? 'Copied' : `Copy ${what}`}
      className={cx(
        'inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-text',
        className,
      )}
    >
      <Icon className="size-3.5" aria-hidden="true" />
    </button>
  );
}
