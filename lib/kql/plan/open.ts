import type { Relation } from './relation';
import type { Scalar } from './scalar';

/**
 * A plugin whose output columns depend on the rows: `bag_unpack` has one for each name in a bag, `pivot` one for each
 * value. Whoever runs the query looks at the rows first, writes the columns into the query as the plugin's schema, and
 * asks for the plan again.
 */
export class OpenColumns extends Error {
  override readonly name = 'OpenColumns';

  constructor(
    readonly plugin: 'bag_unpack' | 'pivot',
    readonly input: Relation,
    readonly of: Scalar,
    /** Columns of the input that come out too. */
    readonly prefix: string,
    /** Where in the query's text the schema belongs. */
    readonly at: number,
  ) {
    super(`the columns of ${plugin} are not known yet`);
  }
}
