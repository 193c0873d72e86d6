import type { Relation } from './relation';
import type { Scalar } from './scalar';
import type { Watchlist } from './scan';
import { mapInputs } from './walk';

/** The tables that a table is made of, those inside of its expressions apart. */
export function children(relation: Relation): readonly Relation[] {
  const found: Relation[] = [];
  mapInputs(relation, (input) => {
    found.push(input);
    return input;
  });
  return found;
}

/** Every expression of a table. */
export function scalarsOf(relation: Relation): readonly Scalar[] {
  const every: Scalar[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) collect(one);
    else if (typeof value === 'object' && value !== null) {
      if (isScalar(value)) every.push(value);
      else if (!('kind' in value)) for (const one of Object.values(value)) collect(one);
    }
  };
  for (const value of Object.values(relation)) collect(value);
  return every;
}

const SCALARS: ReadonlySet<unknown> = new Set(['literal', 'column', 'call', 'path', 'toscalar', 'inTable']);
const isScalar = (value: object): value is Scalar => 'kind' in value && SCALARS.has(value.kind);

/** The tables that an expression reads. */
export function sources(scalar: Scalar): readonly Relation[] {
  switch (scalar.kind) {
    case 'call':
      return scalar.args.flatMap(sources);
    case 'path':
      return [...sources(scalar.base), ...sources(scalar.step)];
    case 'toscalar':
      return [scalar.source];
    case 'inTable':
      return [...sources(scalar.value), scalar.source];
    default:
      return [];
  }
}

/** The watchlists that a plan reads, wherever it does. */
export function watchlistsOf(root: Relation): readonly Watchlist[] {
  const found: Watchlist[] = [];
  const seen = new Set<object>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if ('kind' in value && value.kind === 'watchlist') found.push(value as Watchlist);
    for (const one of Object.values(value)) look(one);
  };
  look(root);
  return found;
}
