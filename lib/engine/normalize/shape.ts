import type { TableName } from '@/lib/domain/tables';
import { type ColumnType, tableColumns } from './columns';
import { conforms, convert } from './convert';
import type { Fields } from './fields';

/** Where each key of a row goes; computed once per list of keys. */
interface Plan {
  readonly keys: readonly string[];
  /** The column of each key; null = overflow. */
  readonly targets: readonly (string | null)[];
  readonly types: readonly ColumnType[];
  /** Every key is a column's own name or no column at all: the row can be handed on without a copy. */
  readonly exact: boolean;
  /** Keys that are no column. */
  readonly unknown: readonly string[];
}

export interface Folded {
  /** By the table's own names. May be the row itself; then what is in `overflow` is in here too, and the lake leaves it out. */
  readonly columns: Fields;
  readonly overflow: Fields | null;
}

/** Other names of columns, in lower case without spaces and punctuation. */
export type Aliases = Readonly<Record<string, string>>;

const SUFFIX = /_(?:dynamic|string|long|real|double|bool|boolean|datetime|guid|int|[dsgbt])?$/;
const plain = (key: string): string => key.toLowerCase().replace(/[^a-z0-9_]/g, '');

/**
 * Folds rows of one table into its own columns: exact names; `X [UTC]`, `X (UTC)`; other case; `X_dynamic`,
 * `X_string`, `X_s`, `X_` …; the aliases of the source. Everything else goes to overflow under its own name, as does a
 * value that its column's type cannot hold.
 */
export class ColumnFolder {
  private readonly columns: ReadonlyMap<string, ColumnType>;
  private readonly byPlainName = new Map<string, string>();
  private plans: Plan[] = [];

  constructor(
    table: TableName,
    private readonly aliases: Aliases = {},
  ) {
    this.columns = tableColumns(table);
    for (const name of this.columns.keys()) this.byPlainName.set(plain(name), name);
  }

  fold(row: Fields): Folded {
    const { plans } = this;
    for (let i = 0; i < plans.length; i++) {
      const plan = plans[i];
      const fit = plan ? fitOf(plan, row) : OTHER_KEYS;
      if (!plan || fit === OTHER_KEYS) continue;
      if (i > 0) {
        plans.splice(i, 1);
        plans.unshift(plan);
      }
      return foldBy(plan, row, fit);
    }
    const plan = this.makePlan(Object.keys(row));
    plans.unshift(plan);
    if (plans.length > MAX_PLANS) plans.pop();
    return foldBy(plan, row, fitOf(plan, row));
  }

  private makePlan(keys: readonly string[]): Plan {
    const targets = keys.map((key) => this.columnOf(key));
    return {
      keys,
      targets,
      types: targets.map((name) => (name === null ? 'dynamic' : (this.columns.get(name) ?? 'dynamic'))),
      // A name with `_` that is no column could pass for one of ours: it stays in overflow alone.
      exact: keys.every((key, i) => targets[i] === key || (targets[i] === null && !key.startsWith('_'))),
      unknown: keys.filter((_, i) => targets[i] === null),
    };
  }

  private columnOf(key: string): string | null {
    if (this.columns.has(key)) return key;
    const name = plain(key.replace(/\s*[[(]UTC[\])]$/i, ''));
    return this.known(name) ?? this.known(name.replace(SUFFIX, '')) ?? null;
  }

  private known(name: string): string | undefined {
    return this.byPlainName.get(name) ?? (Object.hasOwn(this.aliases, name) ? this.aliases[name] : undefined);
  }
}

/** Rows of one stream have few shapes; beyond these the oldest plan is made anew. */
const MAX_PLANS = 16;

const OTHER_KEYS = -1;

/** How many values of a row need converting under a plan; OTHER_KEYS where the plan is another shape's. */
function fitOf(plan: Plan, row: Fields): number {
  const { keys, types, targets } = plan;
  let i = 0;
  let misfits = 0;
  for (const key in row) {
    if (keys[i] !== key) return OTHER_KEYS;
    if (targets[i] !== null && !conforms(types[i] as ColumnType, row[key])) misfits++;
    i++;
  }
  return i === keys.length ? misfits : OTHER_KEYS;
}

function foldBy(plan: Plan, row: Fields, misfits: number): Folded {
  if (!plan.exact) return copy(plan, row);
  const overflow = unknownOf(plan, row);
  return misfits === 0 ? { columns: row, overflow } : mend(plan, row, overflow);
}

function unknownOf(plan: Plan, row: Fields): Fields | null {
  let overflow: Record<string, unknown> | null = null;
  for (const key of plan.unknown) {
    if (isEmpty(row[key])) continue;
    overflow ??= {};
    overflow[key] = row[key];
  }
  return overflow;
}

/** The row with the values that do not have their column's type replaced; nearly all of it stays as it is. */
function mend(plan: Plan, row: Fields, unknown: Fields | null): Folded {
  const columns: Record<string, unknown> = { ...row };
  let overflow: Record<string, unknown> | null = unknown && { ...unknown };
  plan.keys.forEach((key, i) => {
    const type = plan.types[i] ?? 'dynamic';
    const value = row[key];
    if (plan.targets[i] === null || conforms(type, value)) return;
    const converted = convert(type, value);
    columns[key] = converted ?? null;
    if (converted === undefined) {
      overflow ??= {};
      overflow[key] = value;
    }
  });
  return { columns, overflow };
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';

function copy(plan: Plan, row: Fields): Folded {
  const columns: Record<string, unknown> = {};
  let overflow: Record<string, unknown> | null = null;
  plan.keys.forEach((key, i) => {
    const target = plan.targets[i] ?? null;
    const value = row[key];
    if (key === '__proto__' || isEmpty(value)) return;
    const converted = target === null ? undefined : convert(plan.types[i] ?? 'dynamic', value);
    if (target === null || converted === undefined) {
      overflow ??= {};
      overflow[key] = value;
    } else if (target === key || isEmpty(columns[target])) columns[target] = converted;
  });
  return { columns, overflow };
}
