/**
 * The little that we read of the trees of `@kusto/language-service-next`. Its own types are generated from C# and fill
 * two megabytes; nothing of it, neither types nor objects, leaves this folder.
 */

export interface KustoList<T> {
  readonly Count: number;
  getItem(index: number): T;
}

export interface KustoColumn {
  readonly Name: string;
  readonly Type: KustoType;
}

export interface KustoParameter {
  readonly Name: string;
  readonly DefaultValue: KustoNode | null;
}

/** A symbol or type; which members there are depends on its class. */
export interface KustoType {
  readonly Name: string;
  readonly Columns?: KustoList<KustoColumn>;
  /** Of a pattern that names several tables. */
  readonly Members?: KustoList<KustoType>;
  readonly IsOpen?: boolean;
  readonly IsTabular?: boolean;
  readonly Signatures?: KustoList<{ readonly Parameters: KustoList<KustoParameter> }>;
}

export interface KustoSeparated {
  readonly Element: KustoNode;
}

export interface KustoToken {
  readonly Text: string;
  readonly ValueText: string;
}

/** A node of the tree: the members that any of the classes has that we read. */
export interface KustoNode {
  readonly Kind: number;
  readonly ChildCount: number;
  readonly TextStart: number;
  readonly End: number;
  readonly IsMissing: boolean;
  readonly ResultType: KustoType | null;
  readonly ReferencedSymbol: KustoType | null;
  readonly IsLiteral: boolean;
  readonly LiteralValue: unknown;
  /** Of what does not depend on rows; null elsewhere. */
  readonly ConstantValue: unknown;
  GetChild(index: number): KustoNode | null;
  GetCalledFunctionBody(): KustoNode | null;
  toString(options?: number): string;

  readonly Statements: KustoList<KustoSeparated>;
  readonly Expression: KustoNode;
  readonly Expressions: KustoList<KustoSeparated>;
  readonly Operator: KustoNode & KustoToken;
  readonly Left: KustoNode;
  readonly Right: KustoNode & { readonly First: KustoNode; readonly Second: KustoNode };
  readonly Selector: KustoNode;
  readonly Name: KustoNode & { readonly SimpleName: string };
  readonly Names: { readonly Names: KustoList<KustoSeparated> };
  readonly SimpleName: string;
  readonly ArgumentList: { readonly Expressions: KustoList<KustoSeparated> };
  readonly ValueClause: KustoNode | null;
  readonly Condition: KustoNode;
  readonly ConditionClause: KustoNode | null;
  readonly LookupClause: KustoNode | null;
  readonly Parameters: KustoList<KustoNode>;
  readonly Aggregates: KustoList<KustoSeparated>;
  readonly ByClause: KustoNode | null;
  readonly ByExpression: KustoNode;
  readonly Ordering: KustoOrdering | null;
  readonly ToTypeOf: { readonly TypeOf: { readonly Types: KustoList<KustoSeparated> } } | null;
  readonly RowLimitClause: { readonly RowLimit: KustoNode } | null;
  readonly Subquery: KustoNode;
  readonly Operand: KustoNode & { readonly Query: KustoNode };
  readonly Patterns: KustoList<KustoNode>;
  readonly Type: KustoNode;
  readonly Keys: KustoNode;
  readonly Columns: KustoList<KustoSeparated>;
  readonly WithClause: { readonly Properties?: KustoList<KustoSeparated> } | null;
  readonly Schema: KustoNode | null;
  readonly Values: KustoList<KustoSeparated>;
  readonly OnClause: KustoNode;
  readonly RangeClause: KustoNode;
  readonly MakeSeriesFromClause: KustoNode | null;
  readonly MakeSeriesToClause: KustoNode | null;
  readonly MakeSeriesStepClause: KustoNode;
  readonly Arguments: { readonly Expressions: KustoList<KustoSeparated> };
  readonly DefaultExpression: KustoNode | null;
  readonly Clauses: KustoList<KustoSeparated>;
  readonly OfExpression: KustoNode;
  readonly WithOthersClause: KustoNode | null;
  readonly AsIdentifier: { readonly Identifier: { readonly SimpleName: string } } | null;
  readonly ChartType: KustoToken | null;
  readonly FunctionCall: KustoNode;
  readonly Function: KustoNode;
  readonly InClause: KustoNode | null;
  readonly Project: KustoNode | null;
  readonly ProjectAway: KustoNode | null;
  readonly From: KustoNode;
  readonly To: KustoNode;
  readonly Step: KustoNode;
  readonly Body: KustoNode;
  readonly Token: KustoToken;
  readonly Tokens: KustoList<KustoToken>;
  readonly Types: KustoList<KustoSeparated>;
  readonly URIs: KustoList<KustoSeparated>;
  readonly Pattern: KustoNode;
  readonly PathParameter: { readonly Parameter: KustoNode } | null;
  readonly ParameterValues: { readonly Expressions: KustoList<KustoSeparated> };
  readonly PathValue: { readonly Value: KustoNode } | null;
  readonly ViewKeyword: KustoToken | null;
  readonly OrderByClause: KustoNode | null;
  readonly PartitionByClause: KustoNode | null;
  readonly DeclareClause: { readonly Declarations: KustoList<KustoSeparated> } | null;
  readonly NameAndType: KustoNode;
  readonly DefaultValue: KustoNode | null;
  readonly Steps: KustoList<KustoNode>;
  readonly OptionalKeyword: KustoToken | null;
  readonly ScanStepOutput: KustoNode | null;
  readonly ComputationClause: { readonly Assignments: KustoList<KustoSeparated> } | null;
}

export interface KustoOrdering {
  readonly AscOrDescKeyword: KustoToken | null;
  readonly NullsClause: { readonly FirstOrLastKeyword?: KustoToken; toString(): string } | null;
}

export interface KustoDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
  readonly End: number;
}

export const items = <T>(list: KustoList<T> | null | undefined): T[] =>
  list ? Array.from({ length: list.Count }, (_, index) => list.getItem(index)) : [];

/** The elements of a list whose elements have separators. */
export const elements = (list: KustoList<KustoSeparated> | null | undefined): KustoNode[] =>
  items(list).map(({ Element }) => Element);

export const textOf = (node: KustoNode): string => node.toString(1).trim();

export const spanOf = (node: KustoNode): { start: number; end: number } => ({
  start: node.TextStart,
  end: node.End,
});
