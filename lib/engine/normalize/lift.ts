import { dyn, type Fields, obj } from './fields';
import type { RawRow } from './types';

/** The value of a key whatever its case; records of log forwarders arrive in lower case. */
export function pick(row: Fields, name: string): unknown {
  if (row[name] !== undefined) return row[name];
  const wanted = name.toLowerCase();
  for (const key in row) if (key.toLowerCase() === wanted) return row[key];
  return undefined;
}

export interface LiftRule {
  /** Names inside `properties` (lower case) that mean another column than the same name outside. */
  readonly inner?: Readonly<Record<string, string>>;
  /** Keeps the whole `properties` value as this column, beside what was lifted out of it. */
  readonly keepAs?: string;
}

/**
 * Azure Monitor diagnostic records (Event Hubs, storage) put the table's columns into `properties` and a few common
 * ones around it (`time`, `category`, `callerIpAddress`, …). Both levels become one row; the outer value stays where
 * both have a name. Other rows are returned as they are.
 */
export function liftDiagnostic(row: RawRow, rule: LiftRule = {}): RawRow {
  const properties = pick(row, 'properties');
  if (
    properties === undefined ||
    (pick(row, 'category') === undefined && pick(row, 'operationName') === undefined)
  )
    return row;
  const out: Record<string, unknown> = {};
  const taken = new Set<string>();
  const set = (key: string, value: unknown): void => {
    if (key === '__proto__' || taken.has(key.toLowerCase())) return;
    taken.add(key.toLowerCase());
    out[key] = value;
  };
  const time = pick(row, 'time');
  if (time !== undefined) set('TimeGenerated', time);
  for (const key in row) {
    const name = key.toLowerCase();
    if (name !== 'properties' && name !== 'time') set(key, row[key]);
  }
  const inside = obj(properties);
  for (const key in inside) {
    const renamed = rule.inner?.[key.toLowerCase()];
    set(renamed ?? key, inside[key]);
  }
  if (rule.keepAs) set(rule.keepAs, dyn(properties));
  return out;
}
