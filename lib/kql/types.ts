/** The one database, by the name that Kusto's own clients ask for when they are told none. */
export const DATABASE = 'NetDefaultDB';

/** The scalar types of the language. */
export const SCALAR_TYPES = [
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'datetime',
  'timespan',
  'string',
  'guid',
  'dynamic',
] as const;
export type ScalarType = (typeof SCALAR_TYPES)[number];

/** What each is in .NET, as `getschema` and Kusto's protocol tell it. */
export const CLR_TYPES: Readonly<Record<ScalarType, string>> = {
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  string: 'System.String',
  guid: 'System.Guid',
  dynamic: 'System.Object',
};

/** Its name in .NET without the namespace: `Int64`. */
export const clrName = (type: ScalarType): string => CLR_TYPES[type].replace(/^.*\./, '');

export interface Column {
  readonly name: string;
  readonly type: ScalarType;
}

/** A part of the query's text: first character and the one after the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a query, in the words of the language. */
export interface Diagnostic {
  /** `KS…` are the analyser's own codes, `TL…` are ours. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span: Span;
  readonly hint?: string;
}

/** A query that cannot be run, with the reasons. */
export class KqlError extends Error {
  override readonly name = 'KqlError';

  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  }
}

/** Says that a construct of the language is not supported: by its name, where it stands. */
export const unsupported = (what: string, span: Span, hint?: string): KqlError =>
  new KqlError([
    {
      code: 'TL001',
      severity: 'error',
      message: `${what} is not supported`,
      span,
      ...(hint ? { hint } : {}),
    },
  ]);

/** Says that a construct is used in a way that it cannot be. */
export const misused = (message: string, span: Span): KqlError =>
  new KqlError([{ code: 'TL002', severity: 'error', message, span }]);
