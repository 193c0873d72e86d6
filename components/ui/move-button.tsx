import { ArrowDown, ArrowUp } from 'lucide-react';

export interface MoveButtonProps {
  /** Of what is moved. */
  readonly label: string;
  readonly by: 1 | -1;
  readonly disabled: boolean;
  readonly onMove: (by: 1 | -1) => void;
}

/** Puts one of a list's things a place up or down. */
export function MoveButton({ label, by, disabled, onMove }: MoveButtonProps) {
  const Icon = by < 0 ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      aria-label={label}
      disabled={disabled}
      onClick={() => onMove(by)}
      className="flex size-7 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover disabled:opacity-30"
    >
      <Icon className="size-3.5" aria-hidden="true" />
    </button>
  );
}
