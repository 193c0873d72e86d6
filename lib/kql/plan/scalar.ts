import type { ScalarType, Span } from '../types';
import type { Relation } from './relation';

/** A constant. Numbers beyond 2^53, decimals, ticks and dynamics are kept as text. */
export interface Literal {
  readonly kind: 'literal';
  readonly type: ScalarType;
  /** Text of the value: ISO 8601 for datetimes, microseconds for timespans, JSON for dynamics; null for null. */
  readonly value: string | number | boolean | null;
}

export interface ColumnRef {
  readonly kind: 'column';
  readonly name: string;
  readonly type: ScalarType;
  /** In conditions of a join: which side the column is of. */
  readonly side?: 'left' | 'right';
}

/** An operator or function by its name in the language: `==`, `has`, `tostring`, `count`. */
export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Scalar[];
  readonly type: ScalarType;
  readonly span: Span;
}

/** A member of a dynamic value, by name or by place. */
export interface Path {
  readonly kind: 'path';
  readonly base: Scalar;
  readonly step: Scalar;
  readonly type: 'dynamic';
}

/** The first value of a table's first row. */
export interface ToScalar {
  readonly kind: 'toscalar';
  readonly source: Relation;
  readonly type: ScalarType;
}

/** Whether a value is in a table's first column. */
export interface InTable {
  readonly kind: 'inTable';
  /** `in`, `!in`, `in~`, `!in~`, `has_any`, `has_all`. */
  readonly operator: string;
  readonly value: Scalar;
  readonly source: Relation;
  readonly type: 'bool';
}

export type Scalar = Literal | ColumnRef | Call | Path | ToScalar | InTable;

/** The same expression with each direct part replaced. */
export function mapParts(scalar: Scalar, change: (part: Scalar) => Scalar): Scalar {
  switch (scalar.kind) {
    case 'call':
      return { ...scalar, args: scalar.args.map(change) };
    case 'path':
      return { ...scalar, base: change(scalar.base), step: change(scalar.step) };
    case 'inTable':
      return { ...scalar, value: change(scalar.value) };
    default:
      return scalar;
  }
}

/** Whether an expression or a part of it is such. */
export function some(scalar: Scalar, test: (part: Scalar) => boolean): boolean {
  if (test(scalar)) return true;
  switch (scalar.kind) {
    case 'call':
      return scalar.args.some((part) => some(part, test));
    case 'path':
      return some(scalar.base, test) || some(scalar.step, test);
    case 'inTable':
      return some(scalar.value, test);
    default:
      return false;
  }
}
