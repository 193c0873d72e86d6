import { TACTICS, type Tactic } from '@/lib/domain/alert';
import { TACTIC_LABEL } from '@/lib/domain/views/labels';

export interface KillChainProps {
  /** How many alerts there are per tactic. */
  readonly counts: Readonly<Partial<Record<Tactic, number>>>;
}

/** How far the attack went along ATT&CK, tactic by tactic. */
export function KillChain({ counts }: KillChainProps) {
  return (
    <ol aria-label="Progress along ATT&CK tactics" className="flex gap-1 overflow-x-auto pb-1">
      {TACTICS.map((tactic) => {
        const n = counts[tactic] ?? 0;
        return (
          <li
            key={tactic}
            className={`flex min-w-max flex-1 flex-col rounded-sm px-2 py-1 text-2xs ${
              n > 0 ? 'bg-high-bg font-medium text-high-fg' : 'bg-sunken text-muted'
            }`}
          >
            <span className="whitespace-nowrap">{TACTIC_LABEL[tactic]}</span>
            <span className="tabular-nums">{n > 0 ? `${n} ${n === 1 ? 'alert' : 'alerts'}` : '–'}</span>
          </li>
        );
      })}
    </ol>
  );
}
