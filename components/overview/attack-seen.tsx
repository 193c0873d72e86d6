import Link from 'next/link';
import { ROWS } from '@/lib/client/overview';
import { techniqueOf } from '@/lib/domain/attack';
import { TACTIC_LABEL } from '@/lib/domain/views/labels';
import type { TacticFigures } from '@/lib/domain/views/overview';

/** Shades by share of the most frequent technique, so that what stands out is what is seen most. */
const SHADES = ['bg-accent-bg/40', 'bg-accent-bg/70', 'bg-accent-bg', 'bg-accent text-on-accent'] as const;

function shade(alerts: number, most: number): string {
  const place = Math.min(Math.floor((SHADES.length * alerts) / most), SHADES.length - 1);
  return SHADES[place] ?? SHADES[0];
}

/** A sub-technique without the name of its parent: there is little room, and the id says whose it is. */
const shortName = (id: string): string => techniqueOf(id).name?.split(': ').at(-1) ?? 'Unknown technique';

export interface AttackSeenProps {
  readonly tactics: readonly TacticFigures[];
  readonly from: number;
}

/** ATT&CK as it was seen: a column for each tactic in the order of an attack, its techniques with their alerts. */
export function AttackSeen({ tactics, from }: AttackSeenProps) {
  const most = Math.max(1, ...tactics.flatMap(({ techniques }) => techniques.map(({ alerts }) => alerts)));
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] gap-x-3 gap-y-4">
      {tactics.map(({ tactic, alerts, techniques }) => (
        <section key={tactic} className="min-w-0">
          <h3 className="mb-1 border-b pb-1 text-xs">
            <Link
              href={ROWS.alerts(from, null, { tactic })}
              className="flex items-baseline justify-between gap-2 hover:underline"
            >
              <span className="truncate font-medium">{TACTIC_LABEL[tactic]}</span>
              <span className="font-semibold">{alerts.toLocaleString('en')}</span>
            </Link>
          </h3>
          <ul className="flex flex-col gap-1">
            {techniques.map(({ technique, alerts: count }) => (
              <li key={technique}>
                <Link
                  href={ROWS.alerts(from, null, { tactic, technique })}
                  prefetch={false}
                  className={`flex items-center justify-between gap-2 rounded-sm px-2 py-1 text-xs hover:underline ${shade(count, most)}`}
                >
                  <span className="min-w-0">
                    <span className="block font-mono text-2xs">{technique}</span>
                    <span className="block truncate" title={techniqueOf(technique).name ?? technique}>
                      {shortName(technique)}
                    </span>
                  </span>
                  <span className="font-semibold">{count.toLocaleString('en')}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
