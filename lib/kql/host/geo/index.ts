import type { HostFunction } from '../define';
import { DISTANCE_HOST } from './distances';
import { GEOHASH_HOST } from './geohash';
import { H3_HOST } from './h3';
import { Json, jsonOf } from './json';
import { S2_HOST } from './s2';
import { SHAPE_HOST } from './shapes';

const ALL = [...DISTANCE_HOST, ...SHAPE_HOST, ...GEOHASH_HOST, ...H3_HOST, ...S2_HOST];

/** The same function with its shapes written as Kusto does. */
function writing(one: HostFunction): HostFunction {
  if (one.returns !== 'dynamic') return one;
  const run = one.run as (...args: unknown[]) => unknown;
  return {
    ...one,
    run: (...args: unknown[]) => {
      const value = run(...args);
      return value === null || value === undefined ? null : new Json(jsonOf(value));
    },
  };
}

/** Places and shapes on a sphere; what is no place or no shape gives null. */
export const GEO_HOST: readonly HostFunction[] = ALL.map(writing);
