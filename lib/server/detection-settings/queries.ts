import 'server-only';
import { DAY } from '@/lib/core/time';
import { SERVICE_SOURCES } from '@/lib/domain/alert';
import { exclusionConditions } from '@/lib/domain/inputs/exclusion';
import type { Actor } from '@/lib/domain/permissions';
import {
  defaultServiceLevel,
  levelAdmits,
  SERVICE_LEVELS,
  type ServiceLevel,
} from '@/lib/domain/service-level';
import type { Severity } from '@/lib/domain/severity';
import type {
  DomainMapping,
  ExclusionView,
  NetworksView,
  ServiceLevelView,
} from '@/lib/domain/views/detection-settings';
import { DETECTORS } from '@/lib/engine/detection';
import { serviceLevelOf, storedDetection, storedLevels, storedMappings } from '@/lib/server/engine/settings';
import { authorize } from '../authz/authorize';
import { prisma } from '../db';
import { Prisma } from '../generated/prisma/client';
import { tallyCells } from '../tally/read';
import type { EngineSettingKey } from './setting';

const TITLES: ReadonlyMap<string, string> = new Map(DETECTORS.map(({ id, title }) => [id, title]));

/** Every detector that can be kept quiet, by title. */
export const detectorChoices = (): readonly { readonly id: string; readonly title: string }[] =>
  DETECTORS.map(({ id, title }) => ({ id, title })).sort((a, b) => a.title.localeCompare(b.title, 'en'));

/** The tenant's exclusions, newest first. */
export async function listExclusions(actor: Actor): Promise<readonly ExclusionView[]> {
  authorize(actor, 'settings:read');
  const { tenantId } = actor;
  const rows = await prisma().exclusion.findMany({
    where: { tenantId },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
  const now = Date.now();
  const [people, alerts] = await Promise.all([
    prisma().user.findMany({
      where: { tenantId, id: { in: rows.map((row) => row.createdBy) } },
      select: { id: true, name: true },
    }),
    prisma().alert.findMany({
      where: { tenantId, id: { in: rows.flatMap((row) => row.sourceAlertId ?? []) } },
      select: { id: true, title: true },
    }),
  ]);
  const titles = new Map(alerts.map((alert) => [alert.id, alert.title]));
  const names = new Map(people.map((person) => [person.id, person.name]));
  return rows.map((row) => ({
    id: row.id,
    detectorId: row.detectorId,
    detectorTitle: TITLES.get(row.detectorId) ?? row.detectorId,
    conditions: exclusionConditions.safeParse(row.conditions).data ?? [],
    reason: row.reason,
    createdBy: names.get(row.createdBy) ?? row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    hasEnded: row.expiresAt !== null && row.expiresAt.getTime() <= now,
    hits: Number(row.hits),
    lastHitAt: row.lastHitAt?.toISOString() ?? null,
    sourceAlert:
      row.sourceAlertId === null
        ? null
        : { id: row.sourceAlertId, title: titles.get(row.sourceAlertId) ?? row.sourceAlertId },
  }));
}

interface CountRow {
  readonly source: string;
  readonly severity: Severity;
  readonly stored: number;
  readonly made: number;
}

/**
 * The level of every source with what each level would have made of the detections of the last 30 days. Those that a
 * level held back are stored too, so the count is of what happened.
 */
export async function listServiceLevels(actor: Actor): Promise<readonly ServiceLevelView[]> {
  authorize(actor, 'settings:read');
  const [setting, rows] = await Promise.all([
    readSetting(actor, 'serviceLevels'),
    storedSince(actor, Date.now() - 30 * DAY),
  ]);
  const levels = storedLevels(setting);
  return SERVICE_SOURCES.map((source) => {
    const own = rows.filter((row) => row.source === source);
    const wouldMake = (level: ServiceLevel): number =>
      own.reduce((sum, row) => sum + (levelAdmits(level, row.severity) ? row.stored : 0), 0);
    return {
      source,
      level: serviceLevelOf(levels, source),
      defaultLevel: defaultServiceLevel(source),
      wouldMake: Object.fromEntries(SERVICE_LEVELS.map((level) => [level, wouldMake(level)])) as Record<
        ServiceLevel,
        number
      >,
      made: own.reduce((sum, row) => sum + row.made, 0),
    };
  });
}

/** What was stored since then, by the counters: to the quarter of an hour. */
async function storedSince(actor: Actor, since: number): Promise<readonly CountRow[]> {
  const cells = tallyCells(
    actor,
    ['alert.stored'],
    Prisma.sql`bucket >= throughline_quarter(${new Date(since)})`,
  );
  return prisma().$queryRaw<CountRow[]>`
    SELECT p[1] AS source, p[2] AS severity, sum(n)::int AS stored, coalesce(sum(n) FILTER (WHERE p[3] = 't'), 0)::int AS made
    FROM (SELECT string_to_array(member, '/') AS p, n FROM ${cells} c) t GROUP BY 1, 2`;
}

export async function getNetworks(actor: Actor): Promise<NetworksView> {
  authorize(actor, 'settings:read');
  const stored = storedDetection(await readSetting(actor, 'detection'));
  return {
    corporateNetworks: stored.corporateNetworks ?? [],
    internalDomains: stored.internalDomains ?? [],
  };
}

/** Pairs that people set; observed ones are not among them. */
export async function listMappings(actor: Actor): Promise<readonly DomainMapping[]> {
  authorize(actor, 'settings:read');
  return storedMappings(await readSetting(actor, 'domainMappings'));
}

async function readSetting({ tenantId }: Actor, key: EngineSettingKey): Promise<unknown> {
  const row = await prisma().setting.findUnique({ where: { tenantId_key: { tenantId, key } } });
  return row?.value;
}
