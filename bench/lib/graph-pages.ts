import { randomUUID } from 'node:crypto';
import { graphDocument } from '@/lib/domain/inputs/investigation';
import type { Thing, Tie } from '@/lib/domain/investigation';
import { prisma } from '@/lib/server/db';

/** Alerts of the story among its things. */
const ALERTS_SHARE = 0.1;

/**
 * Keeps a graph of so many things as a person with every role would have it: an incident, its alerts, and entities that
 * one to three of the alerts name. @returns the path of its page
 */
export async function keepGraph(tenantId: string, size: number): Promise<string> {
  const alerts = Math.max(1, Math.round(size * ALERTS_SHARE));
  const entities = size - alerts - 1;
  const things: Thing[] = [
    {
      kind: 'incident',
      id: 'incident:1',
      label: 'A story',
      number: 1,
      severity: 'high',
      status: 'active',
      at: 0,
    },
    ...Array.from(
      { length: alerts },
      (_, n): Thing => ({
        kind: 'alert',
        id: `alert:none-${n}`,
        label: `Unfamiliar sign-in ${n}`,
        severity: 'medium',
        status: 'new',
        at: n * 1_000,
      }),
    ),
    ...Array.from(
      { length: entities },
      (_, n): Thing => ({
        kind: 'entity',
        id: `entity:none-${n}`,
        label: `203.0.113.${n}`,
        type: 'ip',
        hub: n % 50 === 0,
        touches: 1,
        hint: 'DE',
      }),
    ),
  ];
  const tie = (source: string, what: string, target: string, at: number): Omit<Tie, 'id'> => ({
    source,
    what,
    target,
    count: 1,
    first: at * 1_000,
    last: at * 1_000 + 60_000,
  });
  const ties = [
    ...Array.from({ length: alerts }, (_, n) => tie('incident:1', 'member', `alert:none-${n}`, n)),
    ...Array.from({ length: entities }, (_, n) =>
      Array.from({ length: 1 + (n % 3) }, (__, k) =>
        tie(`alert:none-${(n + k * 7) % alerts}`, 'role:attacker', `entity:none-${n}`, n),
      ),
    ).flat(),
  ];
  const document = graphDocument.parse({
    format: 1,
    things,
    ties,
    folds: [],
    places: {},
    pinned: [],
    hidden: [],
    notes: {},
    range: null,
  });
  const id = randomUUID();
  await prisma().investigationGraph.create({
    data: {
      tenantId,
      id,
      name: `${size} things`,
      ownerId: 'bench',
      ownerName: 'Benchmark',
      isShared: true,
      document,
      nodeCount: size,
      updatedBy: 'Benchmark',
    },
  });
  return `/graph/${id}`;
}
