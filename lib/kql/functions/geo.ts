import { GEO_HOST } from '../host/geo';
import { GEOHASH_HOST } from '../host/geohash';
import { sqlOf } from '../sql/value';
import { type Emit, type Functions, hosted } from './define';

/** A cell of this many letters, where the query does not say how many. */
const LETTERS = 5;

const toGeohash: Emit = (args, context) =>
  hosted(
    'geo_point_to_geohash',
    ['real', 'real', 'long'],
    'string',
  )(args.length > 2 ? args : [...args, sqlOf('long', `${LETTERS}::BIGINT`)], context);

/** Functions of places: each is written in TypeScript under its own name. */
export const GEO: Functions = {
  ...Object.fromEntries(
    [...GEO_HOST, ...GEOHASH_HOST].map(({ name, parameters, returns }) => [
      name,
      hosted(name, parameters, returns),
    ]),
  ),
  geo_point_to_geohash: toGeohash,
};
