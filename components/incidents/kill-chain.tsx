import { cx } from '@/components/ui/cx';
import { TACTICS, type Tactic } from '@/lib/domain/alert';
import { TACTIC_LABEL } from '@/lib/domain/views/labels';

export interface KillChainProps {
  /** How many alerts there are per tactic. */
  readonly counts: Readonly<Partial<Record<Tactic, number>>>;
  /** The tactics that the story is narrowed to; none for all. */
  readonly chosen?: readonly Tactic[];
  /** Without it the chain only tells. */
  readonly onToggle?: (tactic: Tactic) => void;
}

/**
 * How far the attack went along ATT&CK. Tactics that were seen are written out and narrow the story, the others are
 * segments between them whose names are on hover and read out: the whole chain fits into one line of a page, and into a
 * few of a phone.
 */
export function KillChain({ counts, chosen = [], onToggle }: KillChainProps) {
  return (
    <ol aria-label="Progress along ATT&CK tactics" className="flex flex-wrap items-center gap-1">
      {TACTICS.map((tactic) => {
        const n = counts[tactic] ?? 0;
        const name = TACTIC_LABEL[tactic];
        if (n === 0) {
          return (
            <li
              key={tactic}
              title={`${name}: not seen`}
              className="group flex h-6 w-4 items-center sm:w-auto sm:flex-1"
            >
              <span
                aria-hidden="true"
                className="h-1 w-full rounded-sm bg-neutral-bg group-hover:bg-line-strong"
              />
              <span className="sr-only">{name}: not seen</span>
            </li>
          );
        }
        const steppedBack = chosen.length > 0 && !chosen.includes(tactic);
        const look = cx(
          'flex h-6 w-full items-center justify-center gap-1.5 whitespace-nowrap rounded-sm px-2 font-medium text-2xs',
          steppedBack ? 'bg-neutral-bg text-neutral-fg' : 'bg-high-bg text-high-fg',
        );
        const words = (
          <>
            {name}
            <span className="font-normal">
              {n}
              <span className="sr-only"> {n === 1 ? 'alert' : 'alerts'}</span>
            </span>
          </>
        );
        return (
          <li key={tactic} title={`${name}: ${n} ${n === 1 ? 'alert' : 'alerts'}`} className="flex-auto">
            {onToggle ? (
              <button
                type="button"
                aria-pressed={chosen.includes(tactic)}
                className={cx(look, 'hover:opacity-80')}
                onClick={() => onToggle(tactic)}
              >
                {words}
              </button>
            ) : (
              <span className={look}>{words}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
