import { children } from '../plan/reach';
import type { Relation } from '../plan/relation';
import type { Scalar } from '../plan/scalar';

/** Functions whose value is the inside of a sketch. */
const STATES: ReadonlySet<string> = new Set([
  'hll',
  'hll_if',
  'hll_merge',
  'tdigest',
  'tdigest_merge',
  'merge_tdigest',
]);
/** What reads a sketch and tells nothing of how it is made. */
const READING: ReadonlySet<string> = new Set([
  'dcount_hll',
  'percentile_tdigest',
  'percentiles_array_tdigest',
  'rank_tdigest',
  'percentrank_tdigest',
  'isnull',
  'isnotnull',
]);

/**
 * The columns of a table that hold the inside of a sketch. Ours are not made as the language's own are, so that they
 * are for its functions and not to be looked at.
 */
export function sketchesOf(relation: Relation): ReadonlySet<string> {
  if (relation.kind === 'materialize' || relation.kind === 'filter') return sketchesOf(relation.input);
  if (relation.kind === 'project') {
    const known = sketchesOf(relation.input);
    return new Set(relation.items.filter(({ value }) => isState(value, known)).map(({ name }) => name));
  }
  if (relation.kind === 'summarize') {
    const known = sketchesOf(relation.input);
    return new Set([
      ...relation.by.filter(({ value }) => isState(value, known)).map(({ name }) => name),
      ...relation.aggregates.flatMap(({ columns, value }) =>
        isState(value, known) ? columns.map(({ name }) => name) : [],
      ),
    ]);
  }
  const known = new Set(children(relation).flatMap((child) => [...sketchesOf(child)]));
  return new Set(relation.columns.map(({ name }) => name).filter((name) => known.has(name)));
}

function isState(value: Scalar, known: ReadonlySet<string>): boolean {
  if (value.kind === 'column') return known.has(value.name);
  if (value.kind === 'path') return isState(value.base, known);
  if (value.kind !== 'call' || READING.has(value.name)) return false;
  return STATES.has(value.name) || value.args.some((one) => isState(one, known));
}
