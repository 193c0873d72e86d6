import type { Tactic } from '@/lib/domain/alert';
import type { StoryAlert } from '@/lib/domain/views/story';

export interface StoryFocus {
  readonly entity: string;
  readonly tactics: readonly Tactic[];
}

/** The alerts that a story is narrowed to, or null when it is not narrowed. */
export function matching(alerts: readonly StoryAlert[], focus: StoryFocus): ReadonlySet<string> | null {
  if (focus.entity === '' && focus.tactics.length === 0) return null;
  return new Set(
    alerts
      .filter(({ tactic }) => focus.tactics.length === 0 || focus.tactics.includes(tactic))
      .filter(
        ({ entities }) => focus.entity === '' || entities.some(({ entityId }) => entityId === focus.entity),
      )
      .map(({ id }) => id),
  );
}

/** The moments that playing stops at: one for each time at which something meant began. */
export function momentsOf(
  alerts: readonly StoryAlert[],
  only: ReadonlySet<string> | null,
): readonly number[] {
  const meant = alerts.filter(({ id }) => only === null || only.has(id));
  return [...new Set(meant.map(({ firstActivity }) => Date.parse(firstActivity)))].sort((a, b) => a - b);
}

/**
 * The moment a step away. From the end (`null`, everything is shown) a step back leads to the one before the last, and
 * a step on begins anew.
 */
export function stepFrom(moments: readonly number[], at: number | null, by: 1 | -1): number | null {
  if (moments.length === 0) return null;
  if (at === null) return (by === 1 ? moments[0] : (moments.at(-2) ?? moments[0])) ?? null;
  if (by === 1) return moments.find((moment) => moment > at) ?? null;
  return moments.findLast((moment) => moment < at) ?? moments[0] ?? null;
}

/** The moment nearest to a place between two times, by its share of the way. */
export function nearest(
  moments: readonly number[],
  begin: number,
  end: number,
  share: number,
): number | null {
  const time = begin + Math.min(1, Math.max(0, share)) * (end - begin);
  return moments.reduce<number | null>(
    (best, moment) => (best === null || Math.abs(moment - time) < Math.abs(best - time) ? moment : best),
    null,
  );
}

export interface EntityOption {
  readonly entityId: string;
  readonly label: string;
  readonly alerts: number;
}

/** The entities of a story, those in most alerts first. Two of one name carry what tells them apart. */
export function entityOptions(alerts: readonly StoryAlert[]): readonly EntityOption[] {
  const found = new Map<string, { name: string; detail: string | null; alerts: number }>();
  for (const entity of alerts.flatMap(({ entities }) => entities)) {
    const old = found.get(entity.entityId);
    if (old) old.alerts++;
    else found.set(entity.entityId, { name: entity.name, detail: entity.detail, alerts: 1 });
  }
  const names = new Map<string, number>();
  for (const { name } of found.values()) names.set(name, (names.get(name) ?? 0) + 1);
  return [...found]
    .map(([entityId, { name, detail, alerts: count }]) => ({
      entityId,
      label: (names.get(name) ?? 0) > 1 && detail !== null ? `${name} · ${detail}` : name,
      alerts: count,
    }))
    .sort((a, b) => b.alerts - a.alerts || (a.label < b.label ? -1 : 1));
}
