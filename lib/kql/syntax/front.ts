import type { Plan, Render } from '../plan/relation';
import { type Diagnostic, KqlError, misused } from '../types';
import { namesWatchlists, type Watchlists } from '../watchlists';
import { constructsOf } from './constructs';
import { type Completions, completionsAt, hoverAt } from './editor';
import { isForgiven } from './lenient';
import { checkText, checkTree, tooDeep } from './limits';
import {
  globalsOf,
  type KustoCode,
  type KustoGlobals,
  kindOf,
  language,
  type Schema,
  type StoredFunction,
} from './load';
import { bindStatement } from './lower/call';
import { literalOf } from './lower/literal';
import { lowerRelation, lowerView } from './lower/relation';
import { lowerScalar } from './lower/scalar';
import { type Context, Scope } from './lower/scope';
import { elements, items, type KustoDiagnostic, type KustoNode, spanOf, textOf } from './nodes';
import { tablesOf } from './tables';
import { aliasCompletions, type Known, watchlistDiagnostics, watchlistFunctions } from './watchlists';

/** Tells a query's plan or its errors, against one schema. Microsoft's analyser reads, we lower. */
export class Front {
  private readonly globals: KustoGlobals;
  private readonly known: Known = { watchlists: {} };

  constructor(
    private readonly schema: Schema,
    functions: readonly StoredFunction[] = [],
  ) {
    this.globals = globalsOf(schema, functions, watchlistFunctions(this.known));
  }

  /** Tells the watchlists that there are, for the questions that follow. */
  knowing(watchlists: Watchlists): this {
    this.known.watchlists = watchlists;
    return this;
  }

  /** What may be written at a place of a text. */
  completions(text: string, position: number): Completions {
    return (
      aliasCompletions(text, position, this.known.watchlists) ?? completionsAt(text, position, this.globals)
    );
  }

  /** What stands at a place of a text, in a line or two. */
  hover(text: string, position: number): string {
    return hoverAt(text, position, this.globals);
  }

  /** What the analyser says of a query; an empty list when it can be run. */
  diagnose(text: string): Diagnostic[] {
    const code = this.analyse(text);
    return [...diagnosticsOf(code), ...this.watchlistDiagnostics(code, text)];
  }

  private watchlistDiagnostics({ Syntax }: KustoCode, text: string): Diagnostic[] {
    if (!namesWatchlists(text)) return [];
    return withinStack(text, () => watchlistDiagnostics(Syntax, this.known.watchlists));
  }

  /**
   * @param tolerate codes of the analyser's errors that do not stop the query
   * @throws KqlError with what is wrong and where
   */
  plan(text: string, tolerate: ReadonlySet<string> = new Set()): Plan {
    const code = this.analyse(text);
    const wrong = diagnosticsOf(code).filter(
      (one) =>
        one.severity === 'error' &&
        !tolerate.has(one.code) &&
        !isWildcard(one.code, one.message) &&
        !isForgiven(one, text),
    );
    wrong.push(...this.watchlistDiagnostics(code, text));
    if (wrong.length > 0) throw new KqlError(wrong);
    checkTree(code.Syntax, text);
    return withinStack(text, () => lowerQuery(code.Syntax, this.schema, this.known.watchlists));
  }

  /** The functions, operators and plugins that a query uses, each once: by its name, table operators by their class. */
  constructs(text: string): string[] {
    return constructsOf(this.analyse(text).Syntax);
  }

  /** The tables of the schema that a query reads, whatever else is wrong with it. */
  tables(text: string): string[] {
    return tablesOf(this.analyse(text).Syntax, this.schema);
  }

  private analyse(text: string): KustoCode {
    checkText(text);
    return withinStack(text, () => language().KustoCode.ParseAndAnalyze(text, this.globals));
  }
}

/** What calls itself too often says so instead of failing. */
function withinStack<T>(text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof RangeError ? tooDeep(text) : error;
  }
}

/** A pattern that names views only: the analyser looks among the tables. */
const isWildcard = (code: string, message: string): boolean =>
  code === 'KS142' && /'[^']*\*[^']*'/.test(message);

const diagnosticsOf = (code: KustoCode): Diagnostic[] =>
  items(code.GetDiagnostics()).map(
    ({ Code, Severity, Message, Start, End }: KustoDiagnostic): Diagnostic => ({
      code: Code,
      severity: Severity === 'Error' ? 'error' : 'warning',
      message: Message,
      span: { start: Start, end: End },
    }),
  );

function lowerQuery(root: KustoNode, schema: Schema, watchlists: Watchlists): Plan {
  const context: Context = {
    lower: { scalar: lowerScalar, relation: lowerRelation, view: lowerView },
    scope: new Scope(),
    schema,
    watchlists,
    input: null,
    ids: { next: 1 },
    depth: 0,
    contextual: null,
  };
  const statements = elements(root.Statements);
  let last: KustoNode | undefined;
  for (const statement of statements) {
    if (kindOf(statement) === 'ExpressionStatement') last = statement.Expression;
    else bindStatement(statement, context);
  }
  if (!last) throw misused('A query ends with a table or a pipeline', spanOf(root));
  return { root: lowerRelation(last, context), render: renderOf(last) };
}

function renderOf(node: KustoNode): Render | null {
  if (kindOf(node) !== 'PipeExpression' || kindOf(node.Operator) !== 'RenderOperator') return null;
  const operator: KustoNode = node.Operator;
  const properties = Object.fromEntries(
    elements(operator.WithClause?.Properties).map((one) => [
      one.Name.SimpleName,
      String(literalOf(one.Expression)?.value ?? textOf(one.Expression)),
    ]),
  );
  return { chart: operator.ChartType?.Text.trim() ?? 'table', properties };
}
