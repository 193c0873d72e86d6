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
  search.visit(plan.root, column, EVER);
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

class Search {
  readonly found = new Map<string, TimeBounds>();

  constructor(
    private readonly column: string,
    private readonly now: number,
  ) {}

  /**
   * @param column the time column's name in what this table gives; null where it is not passed on
   * @param bounds what is known of that column above
   */
  visit(relation: Relation, column: string | null, bounds: TimeBounds): void {
    for (const scalar of scalarsOf(relation)) for (const source of sources(scalar)) this.afresh(source);
    switch (relation.kind) {
      case 'table':
        this.found.set(relation.name, hull(this.found.get(relation.name), bounds));
        return;
      case 'filter':
        this.visit(
          relation.input,
          column,
          column === null ? bounds : intersect(bounds, this.boundsIn(relation.condition, column)),
        );
        return;
      case 'sort':
      case 'materialize':
        this.visit(relation.input, column, bounds);
        return;
      case 'project': {
        const value = relation.items.find(({ name }) => name === column)?.value;
        if (value?.kind !== 'column' || relation.items.some((item) => windowed(item.value)))
          this.afresh(relation.input);
        else this.visit(relation.input, value.name, bounds);
        return;
      }
      case 'mvExpand':
        if (relation.limit || relation.expansions.some(({ name }) => name === column))
          this.afresh(relation.input);
        else this.visit(relation.input, column, bounds);
        return;
      case 'union': {
        const place = relation.columns.findIndex(({ name }) => name === column);
        for (const { relation: input, from } of relation.inputs) {
          const name = from[place];
          if (typeof name === 'string') this.visit(input, name, bounds);
          else this.afresh(input);
        }
        return;
      }
      default:
        for (const child of children(relation)) this.afresh(child);
    }
  }

  /** Below something that takes rows together, conditions from above say nothing. */
  private afresh(relation: Relation): void {
    const column = relation.columns.find(({ name }) => name === this.column);
    this.visit(relation, column?.name ?? null, EVER);
  }

  private boundsIn(condition: Scalar, column: string): TimeBounds {
    if (condition.kind !== 'call') return EVER;
    const { name, args } = condition;
    if (name === 'and')
      return args.map((one) => this.boundsIn(one, column)).reduce((a, b) => intersect(a, b), EVER);
    if (name === 'or') {
      const each = args.map((one) => this.boundsIn(one, column));
      return each.reduce((a, b) => hull(a, b));
    }
    const [subject, first, second] = args;
    if (!subject || !first) return EVER;
    if (name === 'between' && second && isColumn(subject, column))
      return { from: this.least(first), to: this.most(second) };
    if (isColumn(subject, column)) return this.compared(name, first);
    if (isColumn(first, column)) return this.compared(MIRRORED[name] ?? name, subject);
    return EVER;
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

const isColumn = (scalar: Scalar, name: string): boolean => scalar.kind === 'column' && scalar.name === name;

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

const intersect = (a: TimeBounds, b: TimeBounds): TimeBounds => ({
  from: Math.max(a.from, b.from),
  to: Math.min(a.to, b.to),
});

const hull = (a: TimeBounds | undefined, b: TimeBounds): TimeBounds =>
  a ? { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } : b;
