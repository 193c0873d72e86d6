import { z } from 'zod';
import { RETENTION_LIMITS } from '../retention';
import { TABLES } from '../tables';

const days = z.number().int().min(RETENTION_LIMITS.least).max(RETENTION_LIMITS.most);

/** How long telemetry is kept, counted from arrival: for all tables, and for some their own. */
export const retentionPolicy = z.object({
  days,
  tables: z.partialRecord(z.enum(TABLES), days),
});
export type RetentionPolicy = z.infer<typeof retentionPolicy>;

export const retentionInput = z.object({ from: retentionPolicy, to: retentionPolicy });
