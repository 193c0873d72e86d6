import type { TableName } from '@/lib/domain/tables';
import { accept } from '@/lib/server/ingest/accept';
import { closeSession, openSession } from '@/lib/server/ingest/sessions';
import {
  type EvaluatedAlert,
  evaluatedAlerts,
  pairwise,
  standingIncidents,
} from '@/lib/server/testing/grouping';
import { TestEngine } from '@/lib/server/testing/pipeline';
import { DEMO_DAYS, DEMO_STORIES, generateHistory, nativeId, storyRowIds } from '@/prisma/demo';

const DAY = 86_400_000;
const ORIGIN = 'demo';
/** What no story tells. */
export const LIFE = 'life';

/** What a story became. */
export interface StoryOutcome {
  readonly id: string;
  readonly title: string;
  readonly alerts: number;
  /** Domains of detection that saw it. */
  readonly domains: readonly string[];
  /** Alerts of at least medium severity, and the incidents that they are in. */
  readonly strong: number;
  readonly incidents: number;
}

/** What ordinary life became. */
export interface LifeOutcome {
  readonly days: number;
  readonly incidents: readonly {
    readonly first: string;
    readonly severity: string;
    readonly name: string;
  }[];
}

export interface DemoOutcome {
  readonly rows: number;
  readonly refused: number;
  readonly seconds: number;
  readonly stories: readonly StoryOutcome[];
  readonly life: LifeOutcome;
  readonly precision: number;
  /** Alerts per detector, by story or life. */
  readonly detectors: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Incidents that hold alerts of more than one story, or of a story and life. */
  readonly mixed: readonly string[];
}

export interface DemoRun {
  readonly tenantId: string;
  readonly seed: number;
  /** Epoch ms at which the history ends. */
  readonly anchor: number;
  /** How many of its last days are told. */
  readonly days: number;
}

/**
 * Tells the demo company's history through ingest as its set-up does, and measures what became of it against what its
 * generator knows: which rows belong to which story.
 */
export async function evaluateDemo(run: DemoRun): Promise<DemoOutcome> {
  const started = performance.now();
  const { rows, refused } = await tellHistory(run);
  await new TestEngine(run.tenantId).drain();
  const seconds = (performance.now() - started) / 1000;
  const alerts = (await evaluatedAlerts(run.tenantId, ORIGIN)).filter((a) => a.visible);
  const told = labelled(alerts, run);
  return {
    rows,
    refused,
    seconds,
    stories: storyOutcomes(told),
    life: await lifeOutcome(told, run),
    precision: pairwise(precisionItems(told)).precision,
    detectors: perDetector(told),
    mixed: mixedIncidents(told),
  };
}

async function tellHistory(run: DemoRun): Promise<{ rows: number; refused: number }> {
  const { tenantId, seed, anchor, days } = run;
  const from = anchor - days * DAY;
  const sessionId = await openSession(tenantId, { name: 'demo company', mode: 'replay', origin: ORIGIN });
  let rows = 0;
  let refused = 0;
  for (const chunk of generateHistory({ seed, anchor })) {
    const kept = chunk.rows.filter((row) => timeOf(row) > from || isCensus(chunk.table));
    if (kept.length === 0) continue;
    const result = await accept({
      tenantId,
      table: chunk.table as TableName,
      body: ndjson(kept),
      origin: ORIGIN,
      sessionId,
      receivedAt: Date.now(),
    });
    rows += result.accepted;
    refused += result.rejectedCount;
  }
  await closeSession(tenantId, sessionId);
  return { rows, refused };
}

/** Who and what there is, told once at the start: a slice needs it as well. */
const isCensus = (table: string): boolean => table === 'IdentityInfo' || table === 'DeviceInfo';

const timeOf = (row: Readonly<Record<string, unknown>>): number =>
  Date.parse(String(row.TimeGenerated ?? row.Timestamp ?? row.published ?? row.EventTime ?? ''));

async function* ndjson(rows: readonly object[]): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'));
}

interface LabelledAlert extends EvaluatedAlert {
  /** The story whose rows raised it, or `life`. */
  readonly story: string;
}

function labelled(alerts: readonly EvaluatedAlert[], run: DemoRun): LabelledAlert[] {
  const storyOf = new Map<string, string>();
  for (const [story, ids] of storyRowIds(run.seed, run.anchor, run.anchor - DEMO_DAYS * DAY))
    for (const id of ids) storyOf.set(id, story);
  return alerts.map((alert) => {
    const stories = alert.rows.flatMap(({ table, row }) =>
      row ? (storyOf.get(nativeId(table as Parameters<typeof nativeId>[0], row)) ?? []) : [],
    );
    return { ...alert, story: stories[0] ?? LIFE };
  });
}

const isStrong = (a: EvaluatedAlert): boolean => a.severity === 'medium' || a.severity === 'high';

function storyOutcomes(alerts: readonly LabelledAlert[]): StoryOutcome[] {
  return DEMO_STORIES.map(({ id, title }) => {
    const mine = alerts.filter((a) => a.story === id);
    const strong = mine.filter(isStrong);
    return {
      id,
      title,
      alerts: mine.length,
      domains: [...new Set(mine.map((a) => a.domain))].sort(),
      strong: strong.length,
      incidents: new Set(strong.map((a) => a.incidentId)).size,
    };
  });
}

/** Alerts of life are each a label of their own: two of them in one incident count neither way. */
function precisionItems(alerts: readonly LabelledAlert[]): { label: string; group: string | null }[] {
  const lifeOnly = new Set(
    [...incidentLabels(alerts)]
      .filter(([, labels]) => labels.size === 1 && labels.has(LIFE))
      .map(([id]) => id),
  );
  return alerts
    .filter((a) => a.incidentId !== null && !lifeOnly.has(a.incidentId))
    .map((a) => ({ label: a.story === LIFE ? a.id : a.story, group: a.incidentId }));
}

function incidentLabels(alerts: readonly LabelledAlert[]): Map<string, Set<string>> {
  const labels = new Map<string, Set<string>>();
  for (const { incidentId, story } of alerts) {
    if (incidentId === null) continue;
    const known = labels.get(incidentId) ?? new Set<string>();
    labels.set(incidentId, known.add(story));
  }
  return labels;
}

const mixedIncidents = (alerts: readonly LabelledAlert[]): string[] =>
  [...incidentLabels(alerts).values()]
    .filter((labels) => labels.size > 1)
    .map((labels) => [...labels].sort().join(' + '));

async function lifeOutcome(alerts: readonly LabelledAlert[], run: DemoRun): Promise<LifeOutcome> {
  const labels = incidentLabels(alerts);
  const incidents = await standingIncidents(run.tenantId, ORIGIN);
  const ordinary = incidents.filter((i) =>
    [...(labels.get(i.id) ?? [LIFE])].every((label) => label === LIFE),
  );
  return {
    days: run.days,
    incidents: ordinary.map((i) => ({
      first: i.first.toISOString(),
      severity: i.severity,
      name: i.displayName,
    })),
  };
}

function perDetector(alerts: readonly LabelledAlert[]): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { detectorId, severity, story } of alerts) {
    const key = `${detectorId} (${severity})`;
    const of = counts.get(key) ?? new Map<string, number>();
    of.set(story, (of.get(story) ?? 0) + 1);
    counts.set(key, of);
  }
  return new Map([...counts].sort());
}
