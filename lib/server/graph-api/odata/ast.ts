/** Comparison operators of OData `$filter` that this API serves. */
export const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** String functions of OData `$filter` that this API serves. */
export const TEXT_FUNCTIONS = ['contains', 'startswith', 'endswith'] as const;
export type TextFunction = (typeof TEXT_FUNCTIONS)[number];

/**
 * A literal as it was written. `date` is an unquoted date-time in ISO 8601; an enum member, quoted or qualified
 * (`microsoft.graph.security.alertSeverity'high'`), arrives as a string.
 */
export type Literal =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'date'; readonly value: string }
  | { readonly type: 'null' };

export type FilterExpr =
  | { readonly kind: 'and' | 'or'; readonly left: FilterExpr; readonly right: FilterExpr }
  | { readonly kind: 'not'; readonly operand: FilterExpr }
  | { readonly kind: 'compare'; readonly op: Comparison; readonly property: string; readonly value: Literal }
  | { readonly kind: 'in'; readonly property: string; readonly values: readonly Literal[] }
  | { readonly kind: 'text'; readonly fn: TextFunction; readonly property: string; readonly value: string };

/** A query option that cannot be served; becomes a 400 whose message names what is wrong. */
export class ODataError extends Error {
  override readonly name = 'ODataError';
}
