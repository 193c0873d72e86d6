'use client';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { TimeText } from '@/components/ui/time-text';
import type { Command } from '@/lib/client/use-command';
import { changedValue, fieldName } from '@/lib/domain/views/labels';

export interface CommandProblemProps {
  readonly command: Command;
  /** After the person wrote theirs on top. */
  readonly onDone?: () => void;
}

/** Why something was not saved: a refusal in words, or what somebody else changed in between, with the choice. */
export function CommandProblem({ command, onDone }: CommandProblemProps) {
  const { error, stale, isPending, clear } = command;
  if (error === null) return null;
  if (stale === null) {
    return (
      <Banner tone="error" live>
        {error}
      </Banner>
    );
  }
  const apply = async () => {
    if (await stale.again()) onDone?.();
  };
  return (
    <Banner tone="warning" title="Not saved: this was changed after you opened it" live>
      <ul className="my-1 flex flex-col gap-0.5 text-xs">
        {stale.changes.map((change) => (
          <li key={`${change.at} ${change.field}`} className="break-words">
            <span className="font-medium">{change.by}</span>, <TimeText value={change.at} format="relative" />
            : {fieldName(change.field)}{' '}
            <span className="line-through">{changedValue(change.field, change.from)}</span>{' '}
            <span aria-hidden="true">→</span>
            <span className="sr-only"> became </span> {changedValue(change.field, change.to)}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" pending={isPending} onClick={() => void apply()}>
          Apply mine on top
        </Button>
        <Button size="sm" variant="ghost" onClick={clear}>
          Keep it as it is
        </Button>
      </div>
    </Banner>
  );
}
