import { children, scalarsOf, sources } from '../plan/reach';
import type { Plan, Relation } from '../plan/relation';
import { type Scalar, some } from '../plan/scalar';
import { windowed } from './windows';

/** Moments between which all rows lie that a query can need, milliseconds since the epoch, inclusive. */
export interface TimeBounds {
  readonly from: number;
  readonly to: number;
}

const EVER: TimeBounds = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/**
 * What the query's own conditions say about when rows of each table can be: the segments outside need not be opened.
 * A table that is read several times gets what covers all of them; whatever is not understood bounds nothing.
 *
 * @param column the column that the catalogue knows the range of
 * @param now what `now()` is, ISO 8601
 */
export function timeBounds(plan: Plan, column: string, now: string): ReadonlyMap<string, TimeBounds> {
  const search = new Search(column, Date.parse(now));
  search.visit(plan.root, NOTHING);
  return search.found;
}

/** Whether a query says itself which times it wants. */
export function namesTime(plan: Plan, columns: ReadonlySet<string>): boolean {
  const isTime = (part: Scalar): boolean =>
    (part.kind === 'column' && columns.has(part.name)) ||
    (part.kind === 'call' && part.name === 'ingestion_time');
  const inside = (relation: Relation): boolean =>
    (relation.kind === 'filter' && some(relation.condition, isTime)) ||
    children(relation).some(inside) ||
    scalarsOf(relation).some((scalar) => sources(scalar).some(inside));
  return inside(plan.root);
}

/** What is known of the columns of a table, by name. */
type Known = ReadonlyMap<string, TimeBounds>;

const NOTHING: Known = new Map();

class Search {
  readonly found = new Map<string, TimeBounds>();

  constructor(
    private readonly column: string,
    private readonly now: number,
  ) {}

  /** @param known what all rows have in common that are asked of this table */
  visit(relation: Relation, known: Known): void {
    for (const scalar of scalarsOf(relation))
      for (const source of sources(scalar)) this.visit(source, NOTHING);
    switch (relation.kind) {
      case 'table':
        this.found.set(relation.name, hull(this.found.get(relation.name), known.get(this.column) ?? EVER));
        return;
      case 'filter':
        this.visit(relation.input, both(known, this.boundsIn(relation.condition)));
        return;
      case 'sort':
      case 'materialize':
        this.visit(relation.input, known);
        return;
      case 'project':
        this.visit(relation.input, below(relation, known));
        return;
      case 'mvExpand':
        this.visit(
          relation.input,
          relation.limit ? NOTHING : without(known, new Set(relation.expansions.map(({ name }) => name))),
        );
        return;
      case 'union':
        for (const { relation: input, from } of relation.inputs)
          this.visit(
            input,
            renamed(known, (name) => from[relation.columns.findIndex((column) => column.name === name)]),
          );
        return;
      default:
        // Whoever takes rows together would see others without those that conditions above drop.
        for (const child of children(relation)) this.visit(child, NOTHING);
    }
  }

  private boundsIn(condition: Scalar): Known {
    if (condition.kind !== 'call') return NOTHING;
    const { name, args } = condition;
    if (name === 'and') return args.map((one) => this.boundsIn(one)).reduce(both, NOTHING);
    if (name === 'or') return args.map((one) => this.boundsIn(one)).reduce(either);
    const [subject, first, second] = args;
    if (!subject || !first) return NOTHING;
    if (name === 'between' && second && subject.kind === 'column')
      return new Map([[subject.name, { from: this.least(first), to: this.most(second) }]]);
    if (subject.kind === 'column') return new Map([[subject.name, this.compared(name, first)]]);
    if (first.kind === 'column')
      return new Map([[first.name, this.compared(MIRRORED[name] ?? name, subject)]]);
    return NOTHING;
  }

  private compared(operator: string, value: Scalar): TimeBounds {
    switch (operator) {
      case '>':
      case '>=':
        return { from: this.least(value), to: EVER.to };
      case '<':
      case '<=':
        return { from: EVER.from, to: this.most(value) };
      case '==':
        return { from: this.least(value), to: this.most(value) };
      default:
        return EVER;
    }
  }

  private least(value: Scalar): number {
    return Math.floor(this.momentOf(value) ?? Number.NEGATIVE_INFINITY);
  }

  private most(value: Scalar): number {
    return Math.ceil(this.momentOf(value) ?? Number.POSITIVE_INFINITY);
  }

  /** The moment that a constant expression is, in milliseconds; null where it is not one that we can tell. */
  private momentOf(value: Scalar): number | null {
    if (value.kind === 'literal')
      return value.type === 'datetime' && value.value !== null ? parsed(String(value.value)) : null;
    if (value.kind !== 'call') return null;
    const [first, second] = value.args;
    if (value.name === 'now') return first ? plus(this.now, spanOf(first)) : this.now;
    if (value.name === 'ago') return first ? plus(this.now, negative(spanOf(first))) : null;
    if (!first) return null;
    const moment = this.momentOf(first);
    if (moment === null) return null;
    switch (value.name) {
      case 'todatetime':
        return moment;
      case '+':
        return second ? plus(moment, spanOf(second)) : null;
      case '-':
        return second ? plus(moment, negative(spanOf(second))) : null;
      case 'startofday':
        return value.args.length === 1 ? Math.floor(moment / DAY_MS) * DAY_MS : null;
      case 'endofday':
        return value.args.length === 1 ? (Math.floor(moment / DAY_MS) + 1) * DAY_MS : null;
      default:
        return null;
    }
  }
}

const DAY_MS = 86_400_000;
const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

const parsed = (text: string): number | null => {
  const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);
  return Number.isNaN(time) ? null : time;
};

/** A constant span in milliseconds. */
function spanOf(value: Scalar): number | null {
  if (value.kind === 'literal')
    return value.type === 'timespan' && value.value !== null ? Number(value.value) / 1_000 : null;
  if (value.kind !== 'call') return null;
  const [first, second] = value.args;
  if (value.name === 'negate' && first) return negative(spanOf(first));
  if (value.name === '*' && first && second) {
    const [a, b] = [spanOf(first) ?? numberOf(first), spanOf(second) ?? numberOf(second)];
    return a === null || b === null ? null : a * b;
  }
  return null;
}

const numberOf = (value: Scalar): number | null =>
  value.kind === 'literal' && typeof value.value === 'number' && value.type !== 'timespan'
    ? value.value
    : null;

const negative = (span: number | null): number | null => (span === null ? null : -span);
const plus = (moment: number, span: number | null): number | null => (span === null ? null : moment + span);

/** Conditions that hold together. */
function both(a: Known, b: Known): Known {
  const merged = new Map(a);
  for (const [name, bounds] of b) merged.set(name, intersect(merged.get(name) ?? EVER, bounds));
  return merged;
}

/** Conditions of which one holds. */
const either = (a: Known, b: Known): Known =>
  new Map(
    [...a].flatMap(([name, bounds]) => {
      const other = b.get(name);
      return other ? [[name, hull(bounds, other)]] : [];
    }),
  );

/** What is known under the names that a table below has for the same columns. */
function renamed(known: Known, nameOf: (name: string) => unknown): Known {
  const names: Known[] = [...known].map(([name, bounds]) => {
    const inner = nameOf(name);
    return typeof inner === 'string' ? new Map([[inner, bounds]]) : NOTHING;
  });
  return names.reduce(both, NOTHING);
}

const without = (known: Known, names: ReadonlySet<string>): Known =>
  new Map([...known].filter(([name]) => !names.has(name)));

/** What is known below a projection: of columns that are passed on, unless rows are looked at beside each other. */
function below({ items }: Extract<Relation, { kind: 'project' }>, known: Known): Known {
  if (items.some((item) => windowed(item.value))) return NOTHING;
  return renamed(known, (name) => {
    const value = items.find((item) => item.name === name)?.value;
    return value?.kind === 'column' ? value.name : null;
  });
}

const intersect = (a: TimeBounds, b: TimeBounds): TimeBounds => ({
  from: Math.max(a.from, b.from),
  to: Math.min(a.to, b.to),
});

const hull = (a: TimeBounds | undefined, b: TimeBounds): TimeBounds =>
  a ? { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } : b;
