import { createRequire } from 'node:module';
import { type Column, DATABASE } from '../types';
import type { KustoDiagnostic, KustoList, KustoNode, KustoParameter, KustoType } from './nodes';

/** The database that a query is analysed against. */
export type Schema = Readonly<Record<string, readonly Column[]>>;

interface KustoTable extends KustoType {
  WithName(name: string): KustoType;
  WithIsOpen(isOpen: boolean): KustoType;
}

interface TableSymbols {
  From(schema: string): KustoTable;
}

interface KustoCode {
  readonly Syntax: KustoNode;
  readonly ResultType: KustoType | null;
  GetDiagnostics(): KustoList<KustoDiagnostic>;
}

interface KustoGlobals {
  WithPlugIns(plugIns: readonly KustoType[]): KustoGlobals;
  WithDatabase(database: KustoType): KustoGlobals;
}

interface KustoCompletions {
  readonly EditStart: number;
  readonly EditLength: number;
  readonly Items: KustoList<{
    readonly DisplayText: string;
    readonly BeforeText: string | null;
    readonly AfterText: string | null;
    readonly Kind: number;
  }>;
}

interface KustoCodeService {
  GetCompletionItems(position: number): KustoCompletions;
  GetQuickInfo(position: number): { readonly Text: string } | null;
}

interface KustoFunction extends KustoType {
  readonly Signatures: KustoList<{ readonly Parameters: KustoList<KustoParameter> }>;
}

interface KustoLanguage {
  readonly Editor: {
    readonly KustoCodeService: {
      readonly $ctor1: new (text: string, globals: KustoGlobals) => KustoCodeService;
    };
    readonly CompletionKind: Readonly<Record<string, number>>;
  };
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: KustoGlobals): KustoCode };
  readonly GlobalState: { readonly Default: KustoGlobals };
  readonly Symbols: {
    readonly TableSymbol: TableSymbols;
    readonly DatabaseSymbol: {
      readonly ctor: new (name: string, members: readonly KustoType[]) => KustoType;
    };
    readonly FunctionSymbol: {
      /** Name, parameters and body as text, description. */
      readonly $ctor16: new (
        name: string,
        parameters: string,
        body: string,
        description: string,
      ) => KustoFunction;
      /** Name, what gives the columns of a call, and parameters. */
      readonly $ctor1: new (
        name: string,
        columns: (call: never) => KustoType,
        tabularity: unknown,
        parameters: unknown,
      ) => KustoType;
    };
    readonly Tabularity: { readonly Tabular: unknown };
  };
  readonly PlugIns: { readonly All: readonly KustoType[] };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, number>> };
}

declare global {
  // The package has no exports: its two files set globals.
  var Kusto: { readonly Language: KustoLanguage } | undefined;
}

let kinds: ReadonlyMap<number, string> | undefined;

/** Loads Microsoft's language service, once for each thread. It takes half a second and 170 MB. */
export function language(): KustoLanguage {
  if (!globalThis.Kusto?.Language) {
    const require = createRequire(import.meta.url);
    require('@kusto/language-service-next/bridge.min.js');
    require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  }
  const loaded = globalThis.Kusto?.Language;
  if (!loaded) throw new Error('the KQL language service did not load');
  return loaded;
}

/** Name of a node's class, as `FilterOperator`. */
export function kindOf(node: KustoNode): string {
  kinds ??= new Map(
    Object.entries(language().Syntax.SyntaxKind)
      .filter(([, value]) => typeof value === 'number')
      .map(([name, value]) => [value, name]),
  );
  return kinds.get(node.Kind) ?? `Kind${node.Kind}`;
}

/** Name of a symbol's class, as `ColumnSymbol`. */
export function symbolClass(symbol: KustoType | null): string {
  const full = (symbol as { readonly $$fullname?: string } | null)?.$$fullname ?? '';
  return full.slice(full.lastIndexOf('.') + 1);
}

const quoted = (name: string): string => `['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;

/** A function that queries may call, written in the language itself. */
export interface StoredFunction {
  readonly name: string;
  /** `(T:(*), x:string = "SHA1")` */
  readonly parameters: string;
  /** `{ T | … }` */
  readonly body: string;
  readonly description: string;
}

/** Plugins that the analyser does not know: what they give is told by a body that is never run. */
const PLUG_INS: readonly StoredFunction[] = [
  {
    name: 'schema_merge',
    parameters: '(PreserveOrder:bool=true)',
    body: '{ datatable(ColumnName:string, ColumnOrdinal:long, DataType:string, ColumnType:string)[] }',
    description: 'One schema of several, as getschema tells them.',
  },
];

/** Columns as the analyser knows a table without a name. */
export const tableType = (columns: readonly Column[]): KustoTable =>
  language().Symbols.TableSymbol.From(
    `(${columns.map((column) => `${quoted(column.name)}:${column.type}`).join(', ')})`,
  );

/** The schema as the analyser wants it; costs some milliseconds a table, so keep it. */
export function globalsOf(
  schema: Schema,
  functions: readonly StoredFunction[] = [],
  others: readonly KustoType[] = [],
): KustoGlobals {
  const { Symbols, GlobalState } = language();
  const tables = Object.entries(schema).map(([name, columns]) => tableType(columns).WithName(name));
  const stored = functions.map(
    ({ name, parameters, body, description }) =>
      new Symbols.FunctionSymbol.$ctor16(name, parameters, body, description),
  );
  const plugIns = PLUG_INS.map(
    ({ name, parameters, body, description }) =>
      new Symbols.FunctionSymbol.$ctor16(name, parameters, body, description),
  );
  return GlobalState.Default.WithPlugIns([...language().PlugIns.All, ...plugIns]).WithDatabase(
    new Symbols.DatabaseSymbol.ctor(DATABASE, [...tables, ...stored, ...others]),
  );
}

export type { KustoCode, KustoGlobals };
