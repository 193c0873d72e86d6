import 'server-only';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ServiceSource } from '@/lib/domain/alert';
import { exclusionConditions } from '@/lib/domain/inputs/exclusion';
import {
  defaultServiceLevel,
  levelAdmits,
  SERVICE_LEVELS,
  type ServiceLevel,
} from '@/lib/domain/service-level';
import type { Severity } from '@/lib/domain/severity';
import type { DomainMapping } from '@/lib/domain/views/detection-settings';
import { DEFAULT_DETECTION_SETTINGS } from '@/lib/engine/detection/settings';
import type { DetectionSettings, Exclusion } from '@/lib/engine/detection/types';

const DetectionSetting = z.object({
  corporateNetworks: z.array(z.string()).optional(),
  internalDomains: z.array(z.string()).optional(),
});
const ServiceLevelSetting = z.record(z.string(), z.enum(SERVICE_LEVELS));
const MappingSetting = z.array(z.object({ domain: z.string(), suffix: z.string() }));

/** What the engine reads of a tenant's settings, in the transaction of each batch. */
export interface EngineSettings {
  readonly detection: DetectionSettings;
  /** Where somebody chose. */
  readonly serviceLevels: Readonly<Partial<Record<string, ServiceLevel>>>;
  readonly domainMappings: readonly DomainMapping[];
}

/** A value that its schema refuses counts as absent. */
export const storedDetection = (value: unknown): z.infer<typeof DetectionSetting> =>
  DetectionSetting.safeParse(value).data ?? {};
export const storedLevels = (value: unknown): EngineSettings['serviceLevels'] =>
  ServiceLevelSetting.safeParse(value).data ?? {};
export const storedMappings = (value: unknown): readonly DomainMapping[] =>
  MappingSetting.safeParse(value).data ?? [];

export async function loadEngineSettings(tx: PoolClient, tenantId: string): Promise<EngineSettings> {
  const found = await tx.query<{ key: string; value: unknown }>(
    "select key, value from setting where tenant_id = $1 and key in ('detection', 'serviceLevels', 'domainMappings')",
    [tenantId],
  );
  const values = new Map(found.rows.map((row) => [row.key, row.value]));
  return {
    detection: {
      ...DEFAULT_DETECTION_SETTINGS,
      ...storedDetection(values.get('detection')),
      exclusions: await loadExclusions(tx, tenantId),
    },
    serviceLevels: storedLevels(values.get('serviceLevels')),
    domainMappings: storedMappings(values.get('domainMappings')),
  };
}

interface ExclusionRow {
  readonly id: string;
  readonly detector_id: string;
  readonly conditions: unknown;
  readonly expires_at: Date | null;
}

async function loadExclusions(tx: PoolClient, tenantId: string): Promise<Exclusion[]> {
  const found = await tx.query<ExclusionRow>(
    'select id, detector_id, conditions, expires_at from exclusion where tenant_id = $1 order by id',
    [tenantId],
  );
  return found.rows.flatMap((row) => {
    const conditions = exclusionConditions.safeParse(row.conditions).data;
    if (!conditions) return [];
    const expiresAt = row.expires_at?.getTime() ?? null;
    return [{ id: row.id, detectorId: row.detector_id, conditions, expiresAt }];
  });
}

/** The level of a source: what somebody chose, else its default. */
export const serviceLevelOf = (
  levels: EngineSettings['serviceLevels'],
  source: ServiceSource,
): ServiceLevel => levels[source] ?? defaultServiceLevel(source);

/** Whether a detection of this source and severity becomes an alert. */
export const becomesAlert = (settings: EngineSettings, source: ServiceSource, severity: Severity): boolean =>
  levelAdmits(serviceLevelOf(settings.serviceLevels, source), severity);
