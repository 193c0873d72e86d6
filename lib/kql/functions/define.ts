import { HOST_FUNCTIONS } from '../host';
import { asText, convert } from '../sql/convert';
import { type Sql, sqlOf } from '../sql/value';
import { type ScalarType, type Span, unsupported } from '../types';

/** What a function may know besides its arguments. */
export interface CallContext {
  readonly span: Span;
  /** The type that the analyser says the call has. */
  readonly type: ScalarType;
  /** `now()`, the same for the whole query: ISO 8601 in UTC. */
  readonly now: string;
  /** `ORDER BY …` of the rows, for what looks at rows before and after; empty where they have no order. */
  readonly order: string;
  /** Whether the call is over all rows of a group rather than of one row. */
  readonly grouped: boolean;
  /** Written as it is said, where there is a quicker form. */
  readonly plain: boolean;
}

/** Writes a call as SQL. */
export type Emit = (args: readonly Sql[], context: CallContext) => Sql;
export type Functions = Readonly<Record<string, Emit>>;

/** A function of texts that gives a text. */
export const ofTexts =
  (write: (...texts: string[]) => string, type: ScalarType = 'string'): Emit =>
  (args) =>
    sqlOf(type, write(...args.map(asText)));

/** A function of arguments of given types; those beyond the last type have its type. */
export const of =
  (types: readonly ScalarType[], type: ScalarType, write: (...args: string[]) => string): Emit =>
  (args) =>
    sqlOf(
      type,
      write(...args.map((arg, index) => convert(arg, types[index] ?? types.at(-1) ?? arg.type).sql)),
    );

/** A function that is written in TypeScript and known to the query process by `kql_` and its name. */
export const hosted =
  (name: string, types: readonly ScalarType[], type: ScalarType): Emit =>
  (args, context) => {
    if (!HOSTED.has(name)) throw unsupported(`the function '${name}'`, context.span);
    const write = (...texts: string[]): string => `kql_${name}(${texts.join(', ')})`;
    return of(
      types,
      type,
      (...texts) => `${write(...texts)}${type === 'dynamic' ? '::JSON' : ''}`,
    )(args, context);
  };

/** What the query process gives besides: it knows where addresses are. */
const HOSTED: ReadonlySet<string> = new Set([...HOST_FUNCTIONS.map(({ name }) => name), 'geo_info']);
