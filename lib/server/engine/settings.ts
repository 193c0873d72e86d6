import 'server-only';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ServiceSource } from '@/lib/domain/alert';
import { IDENTIFIER_KINDS } from '@/lib/domain/entity';
import type { Severity } from '@/lib/domain/severity';
import { DEFAULT_DETECTION_SETTINGS } from '@/lib/engine/detection/settings';
import type { DetectionSettings, Exclusion } from '@/lib/engine/detection/types';

/** Which detections of a source become alerts; the others stay signals, stored and counted for risk. */
export const SERVICE_LEVELS = ['high', 'highAndMedium', 'all', 'off'] as const;
export type ServiceLevel = (typeof SERVICE_LEVELS)[number];

const DetectionSetting = z.object({
  corporateNetworks: z.array(z.string()).optional(),
  internalDomains: z.array(z.string()).optional(),
});
const ServiceLevelSetting = z.record(z.string(), z.enum(SERVICE_LEVELS));
const Identifiers = z.array(z.object({ kind: z.enum(IDENTIFIER_KINDS), value: z.string() }));

/** What the engine reads of a tenant's settings; a value that its schema refuses counts as absent. */
export interface EngineSettings {
  readonly detection: DetectionSettings;
  readonly serviceLevels: Readonly<Partial<Record<string, ServiceLevel>>>;
}

/** Identity protection starts at high, every other source at all. */
const DEFAULT_LEVELS: EngineSettings['serviceLevels'] = { azureAdIdentityProtection: 'high' };

export async function loadEngineSettings(tx: PoolClient, tenantId: string): Promise<EngineSettings> {
  const found = await tx.query<{ key: string; value: unknown }>(
    "select key, value from setting where tenant_id = $1 and key in ('detection', 'serviceLevels')",
    [tenantId],
  );
  const values = new Map(found.rows.map((row) => [row.key, row.value]));
  const detection = DetectionSetting.safeParse(values.get('detection'));
  const levels = ServiceLevelSetting.safeParse(values.get('serviceLevels'));
  return {
    detection: {
      ...DEFAULT_DETECTION_SETTINGS,
      ...(detection.success && detection.data.corporateNetworks
        ? { corporateNetworks: detection.data.corporateNetworks }
        : {}),
      ...(detection.success && detection.data.internalDomains
        ? { internalDomains: detection.data.internalDomains }
        : {}),
      exclusions: await loadExclusions(tx, tenantId),
    },
    serviceLevels: { ...DEFAULT_LEVELS, ...(levels.success ? levels.data : {}) },
  };
}

async function loadExclusions(tx: PoolClient, tenantId: string): Promise<Exclusion[]> {
  const found = await tx.query<{ detector_id: string; identifiers: unknown; reason: string }>(
    'select detector_id, identifiers, reason from exclusion where tenant_id = $1 order by id',
    [tenantId],
  );
  return found.rows.flatMap((row) => {
    const identifiers = Identifiers.safeParse(row.identifiers);
    return identifiers.success
      ? [{ detectorId: row.detector_id, identifiers: identifiers.data, reason: row.reason }]
      : [];
  });
}

/** Whether a detection of this source and severity becomes an alert. */
export function becomesAlert(settings: EngineSettings, source: ServiceSource, severity: Severity): boolean {
  switch (settings.serviceLevels[source] ?? 'all') {
    case 'off':
      return false;
    case 'high':
      return severity === 'high';
    case 'highAndMedium':
      return severity === 'high' || severity === 'medium';
    case 'all':
      return true;
  }
}
