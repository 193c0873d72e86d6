import { SCALARS } from '../functions';
import { AGGREGATE, PERCENTILES, percentilesOf, valueAt } from '../functions/aggregate';
import type { CallContext } from '../functions/define';
import { prepare } from '../passes';
import { sketchesOf } from '../passes/sketches';
import type { Materialize, Plan, Relation } from '../plan/relation';
import type { Call, Scalar } from '../plan/scalar';
import type { External, Watchlist } from '../plan/scan';
import { type Column, misused, type ScalarType, unsupported } from '../types';
import { convert } from './convert';
import { isPlainName, memberOf } from './member';
import { quoteName, quoteText } from './quote';
import { columnOf, type Out, orderBy, type Rel } from './rel';
import { RELATIONS } from './relations';
import { constant, type Sql, sqlOf } from './value';

/** A table of the schema in SQL. */
export interface TableSql {
  /** What stands after FROM. */
  readonly from: string;
  /** What stands after WHERE, where not all of its rows are meant. */
  readonly where?: string;
  /** The expression in it that a column of the schema is. */
  column(name: string): string;
  /** A quicker test that every row passes whose column is one of these texts, whatever their case. */
  readonly implied?: (column: string, texts: readonly string[]) => string | null;
}

/** What the writer is told of the run. */
export interface WriteOptions {
  /** `now()`: ISO 8601 in UTC with microseconds. */
  readonly now: string;
  readonly table: (name: string) => TableSql;
  /**
   * The SQL of the copy that is kept of an outside file, with the asked columns by their names; null where there is
   * none.
   */
  readonly external?: (file: External) => TableSql | null;
  /** The SQL of a watchlist's items that are valid at `now`; null where there is no such list. */
  readonly watchlist?: (list: Watchlist) => TableSql | null;
  /** Writes what has a quicker form in its plain one: the tests compare the two. */
  readonly plain?: boolean;
  /** Rows at most; one more is asked for, so that a cut can be told. */
  readonly limit?: number;
}

export interface Written {
  readonly sql: string;
  readonly columns: readonly Column[];
  /** Whether the query says how its rows are ordered. */
  readonly ordered: boolean;
}

/** Writes one plan. The only place where a query becomes SQL. */
export class Writer {
  private ids = 0;
  private readonly shared = new Map<number, { readonly name: string; readonly rel: Rel }>();
  /** Tables written once and read by name. */
  private readonly ctes: string[] = [];
  private grouping = false;
  private readonly contexts = new Map<number, Rel>();

  constructor(readonly options: WriteOptions) {}

  id(): string {
    return `c${++this.ids}`;
  }

  /** A new identifier for each name. */
  fresh<K extends string>(...names: readonly K[]): Readonly<Record<K, string>> {
    return Object.fromEntries(names.map((name) => [name, this.id()])) as Record<K, string>;
  }

  relation(relation: Relation): Rel {
    if (relation.kind === 'materialize') return this.once(relation);
    if (relation.kind === 'context') return this.context(relation.id);
    const write = RELATIONS[relation.kind];
    return write(this, relation as never);
  }

  /** Makes a sub-query's source known while it is written. */
  within<T>(id: number, source: Rel, write: () => T): T {
    this.contexts.set(id, source);
    return write();
  }

  private context(id: number): Rel {
    const found = this.contexts.get(id);
    if (!found) throw new Error('a sub-query outside of its operator');
    return this.renamed(found, `(${found.sql}) AS ${this.id()}`);
  }

  /** The same table read again: under new identifiers, so that both can be joined. */
  private renamed({ columns, order }: Rel, source: string): Rel {
    const ids = new Map([...columns, ...order].map(({ id }) => [id, this.id()]));
    const list = [...ids].map(([old, fresh]) => `${old} AS ${fresh}`).join(', ');
    return {
      sql: `SELECT ${list || '1'} FROM ${source}`,
      columns: columns.map((column) => ({ ...column, id: ids.get(column.id) ?? column.id })),
      order: order.map((key) => ({ ...key, id: ids.get(key.id) ?? key.id })),
    };
  }

  private once(relation: Materialize): Rel {
    let known = this.shared.get(relation.id);
    if (!known) {
      const rel = this.relation(relation.input);
      const name = `m${relation.id}`;
      this.ctes.push(`${name} AS MATERIALIZED (${rel.sql})`);
      known = { name, rel };
      this.shared.set(relation.id, known);
    }
    return this.renamed(known.rel, known.name);
  }

  scalar(scalar: Scalar, input: Rel): Sql {
    switch (scalar.kind) {
      case 'literal':
        return constant(scalar);
      case 'column': {
        const column = columnOf(input, scalar.name);
        if (!column)
          throw new Error(
            `no column ${scalar.name} among ${input.columns.map(({ name }) => name).join(', ')}`,
          );
        return sqlOf(column.type, column.id);
      }
      case 'call':
        return this.call(scalar, input);
      case 'path':
        return this.path(this.scalar(scalar.base, input), this.scalar(scalar.step, input));
      case 'toscalar': {
        const source = this.relation(scalar.source);
        const first = source.columns[0] as Out;
        const value = `(SELECT ${first.id} FROM (${source.sql}) AS ${this.id()} ${orderBy(source.order)} LIMIT 1)`;
        return sqlOf(first.type, first.type === 'string' ? `coalesce(${value}, '')` : value);
      }
      case 'inTable':
        return this.inTable(scalar.operator, this.scalar(scalar.value, input), scalar.source);
    }
  }

  private path(base: Sql, step: Sql): Sql {
    const name = step.type === 'string' ? step.literal?.value : undefined;
    if (typeof name === 'string' && isPlainName(name) && !this.options.plain) return memberOf(base, name);
    const from = base.type === 'dynamic' ? base.sql : convert(base, 'dynamic').sql;
    const number = step.type === 'long' || step.type === 'int' || step.type === 'real';
    return sqlOf(
      'dynamic',
      number
        ? `kql_place(${from}, ${convert(step, 'long').sql})`
        : `kql_member(${from}, ${convert(step, 'string').sql})`,
    );
  }

  private inTable(operator: string, value: Sql, source: Relation): Sql {
    const rel = this.relation(source);
    const first = rel.columns[0] as Out;
    const fold = (sql: string): string => (operator.endsWith('~') ? `lower(${sql})` : sql);
    const own = sqlOf(first.type, first.id);
    if (operator.startsWith('has_')) {
      const text = convert(value, 'string').sql;
      const test = `SELECT ${operator === 'has_any' ? 'bool_or' : 'bool_and'}(kql_has(${text}, ${convert(own, 'string').sql})) FROM (${rel.sql}) AS ${this.id()}`;
      return sqlOf('bool', `coalesce((${test}), ${operator === 'has_all'})`);
    }
    const type: ScalarType =
      first.type === value.type ? value.type : first.type === 'dynamic' ? value.type : first.type;
    const to = type === 'dynamic' ? 'string' : type;
    // A list that is one array: its elements are what is looked for.
    const list =
      first.type === 'dynamic'
        ? `SELECT unnest(kql_strings(${first.id})) FROM (${rel.sql}) AS ${this.id()}`
        : `SELECT ${fold(convert(own, to).sql)} FROM (${rel.sql}) AS ${this.id()} WHERE ${first.id} IS NOT NULL`;
    const subject = fold(convert(value, first.type === 'dynamic' ? 'string' : to).sql);
    const test = `coalesce(${subject} IN (${list}), false)`;
    return sqlOf('bool', operator.startsWith('!') ? `(NOT ${test})` : test);
  }

  private call(call: Call, input: Rel): Sql {
    const context: CallContext = {
      span: call.span,
      type: call.type,
      now: this.options.now,
      order: orderBy(input.order),
      grouped: this.grouping,
      plain: this.options.plain ?? false,
    };
    const emit = SCALARS[call.name] ?? AGGREGATE[call.name];
    if (!emit) throw unsupported(`the function '${call.name}'`, call.span);
    // What an aggregate is of are values of single rows.
    const args = this.while(this.grouping && !(call.name in AGGREGATE), () =>
      call.args.map((arg) => this.scalar(arg, input)),
    );
    return emit(args, context);
  }

  /** The columns of an aggregate: several where `arg_max` and `percentiles` give more than one. */
  aggregate(value: Scalar, count: number, input: Rel): Sql[] {
    return this.while(true, () => this.aggregates(value, count, input));
  }

  private while<T>(grouping: boolean, work: () => T): T {
    const before = this.grouping;
    this.grouping = grouping;
    const made = work();
    this.grouping = before;
    return made;
  }

  private aggregates(value: Scalar, count: number, input: Rel): Sql[] {
    if (value.kind === 'call' && /^arg_?(min|max)$/.test(value.name)) {
      const [key, ...others] = value.args.map((arg) => this.scalar(arg, input));
      if (!key) throw misused(`${value.name} needs a column`, value.span);
      return [
        this.call({ ...value, args: value.args.slice(0, 1) }, input),
        ...others.map((one) => valueAt(value.name, key, one)),
      ];
    }
    if (value.kind === 'call' && PERCENTILES.has(value.name)) return this.percentiles(value, input);
    if (value.kind === 'call' && count > 1)
      return value.args.map((arg) => this.call({ ...value, args: [arg] }, input));
    return [this.scalar(value, input)];
  }

  private percentiles(call: Call, input: Rel): Sql[] {
    const name = PERCENTILES.get(call.name) ?? 'percentile';
    const fixed = name === 'percentile' ? 1 : 2;
    const of = call.args.slice(0, fixed);
    if (fixed === 1 && !this.options.plain)
      return percentilesOf(call.args.map((one) => this.scalar(one, input)));
    return call.args.slice(fixed).map((rank) => this.call({ ...call, name, args: [...of, rank] }, input));
  }

  /** The tables that are written once and read by name. */
  withClause(): string {
    return this.ctes.length > 0 ? `WITH ${this.ctes.join(', ')} ` : '';
  }

  /** The whole query. */
  write(plan: Plan): Written {
    const { root } = prepare(plan, this.options.plain);
    const rel = this.relation(root);
    const names = uniqueNames(rel.columns);
    const sketches = sketchesOf(root);
    const shown = ({ name, id }: Out): string =>
      sketches.has(name) ? `CASE WHEN ${id} IS NOT NULL THEN error(${quoteText(UNSEEN)}) END` : id;
    const list = rel.columns
      .map((column, index) => `${shown(column)} AS ${quoteName(names[index] ?? column.id)}`)
      .join(', ');
    const limit = this.options.limit === undefined ? '' : ` LIMIT ${Math.trunc(this.options.limit) + 1}`;
    return {
      sql: `${this.withClause()}SELECT ${list || '1 AS "1"'} FROM (${rel.sql}) AS ${this.id()} ${orderBy(rel.order)}${limit}`,
      columns: rel.columns.map(({ name, type }) => ({ name, type })),
      ordered: rel.order.length > 0,
    };
  }
}

const UNSEEN = 'the inside of a sketch is not shown; dcount_hll and percentile_tdigest read it';

/** SQL forgets the case of names; results are read by place. */
const uniqueNames = (columns: readonly Out[]): string[] =>
  columns.map(({ name }, index) => `${index}:${name}`);
