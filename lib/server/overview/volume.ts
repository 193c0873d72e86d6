import 'server-only';
import { SERVICE_SOURCES, type ServiceSource, TACTICS } from '@/lib/domain/alert';
import type { Actor } from '@/lib/domain/permissions';
import type { SourceFigures, StepCounts, TacticFigures, Trend } from '@/lib/domain/views/overview';
import type { Period } from '@/lib/domain/views/period';
import { type TallyCell, type TallyKind, tallySteps, tallyTotals } from '@/lib/server/tally/read';

const boundsOf = (period: Period): readonly number[] => [period.from, ...period.steps.map((step) => step.to)];

/** Counts by member in each step of a period. */
export async function countsByStep(
  actor: Actor,
  kind: TallyKind,
  period: Period,
): Promise<readonly StepCounts[]> {
  const steps: Record<string, number>[] = period.steps.map(() => ({}));
  for (const { member, step, n } of await tallySteps(actor, [kind], boundsOf(period))) {
    const counts = steps[step];
    if (counts) counts[member] = n;
  }
  return steps;
}

const sumOf = (cells: readonly TallyCell[], kind: TallyKind, member?: string): number =>
  cells.reduce(
    (sum, cell) => sum + (cell.kind === kind && (member ?? cell.member) === cell.member ? cell.n : 0),
    0,
  );

const isSource = (word: string): word is ServiceSource => SERVICE_SOURCES.some((source) => source === word);

/** Alerts and incidents of a period and of the one before, and the alerts by source with what people found them to be. */
export async function volumeOf(
  actor: Actor,
  period: Period,
): Promise<{
  readonly alerts: Trend;
  readonly incidents: Trend;
  readonly sources: readonly SourceFigures[];
}> {
  const kinds = ['alert.source', 'alert.classified', 'alert.falsePositive', 'incident.created'] as const;
  const [now, before] = await Promise.all([
    tallyTotals(actor, kinds, period),
    tallyTotals(actor, kinds, period.previous),
  ]);
  const both = (kind: TallyKind): Trend => ({ now: sumOf(now, kind), before: sumOf(before, kind) });
  const members = new Set(
    [...now, ...before].filter((cell) => cell.kind === 'alert.source').map((cell) => cell.member),
  );
  const sources = [...members]
    .filter(isSource)
    .map((source) => ({
      source,
      alerts: sumOf(now, 'alert.source', source),
      before: sumOf(before, 'alert.source', source),
      classified: sumOf(now, 'alert.classified', source),
      falsePositives: sumOf(now, 'alert.falsePositive', source),
    }))
    .sort((a, b) => b.alerts - a.alerts || a.source.localeCompare(b.source, 'en'));
  return { alerts: both('alert.source'), incidents: both('incident.created'), sources };
}

/** Tactics in the order of the kill chain, each with the techniques that its alerts name, the most frequent first. */
export async function attackSeen(actor: Actor, period: Period): Promise<readonly TacticFigures[]> {
  const cells = await tallyTotals(actor, ['alert.tactic', 'alert.technique'], period);
  return TACTICS.map((tactic) => ({
    tactic,
    alerts: sumOf(cells, 'alert.tactic', tactic),
    techniques: cells
      .filter((cell) => cell.kind === 'alert.technique' && cell.member.startsWith(`${tactic}/`))
      .map((cell) => ({ technique: cell.member.slice(tactic.length + 1), alerts: cell.n }))
      .sort((a, b) => b.alerts - a.alerts || a.technique.localeCompare(b.technique, 'en')),
  })).filter(({ alerts }) => alerts > 0);
}
