import type { Relation } from '../../plan/relation';
import type { Scalar } from '../../plan/scalar';
import type { Watchlists } from '../../watchlists';
import type { Schema } from '../load';
import type { KustoNode } from '../nodes';

/** What a name stands for: of a `let`, a function's parameter, an `as`. */
export type Bound =
  | { readonly kind: 'scalar'; readonly value: Scalar }
  | { readonly kind: 'relation'; readonly value: Relation }
  | { readonly kind: 'function'; readonly body: KustoNode; readonly scope: Scope }
  | { readonly kind: 'pattern'; readonly declaration: KustoNode; readonly scope: Scope }
  /** A step of `scan`: what it holds of a column has a name of its own. */
  | { readonly kind: 'step'; readonly column: (name: string) => string };

/** Names that are visible, with those of the surrounding scopes. */
export class Scope {
  private readonly own = new Map<string, Bound>();

  constructor(private readonly outer: Scope | null = null) {}

  find(name: string): Bound | undefined {
    return this.own.get(name) ?? this.outer?.find(name);
  }

  bind(name: string, bound: Bound): void {
    this.own.set(name, bound);
  }

  /** Binds in the outermost scope: `as` names a table for the whole query. */
  bindGlobally(name: string, bound: Bound): void {
    if (this.outer) this.outer.bindGlobally(name, bound);
    else this.bind(name, bound);
  }

  /** Every visible name. */
  names(): string[] {
    return [...this.own.keys(), ...(this.outer?.names() ?? [])];
  }

  inner(): Scope {
    return new Scope(this);
  }
}

/** The two halves of lowering, which need each other. */
export interface Lowering {
  scalar(node: KustoNode, context: Context): Scalar;
  relation(node: KustoNode, context: Context): Relation;
  /** The table of a function without parameters. */
  view(name: string, bound: Bound & { readonly kind: 'function' }, context: Context): Relation;
}

/** What lowering carries along. */
export interface Context {
  readonly lower: Lowering;
  readonly scope: Scope;
  /** The tables that a query may name. */
  readonly schema: Schema;
  /** The watchlists that there are. */
  readonly watchlists: Watchlists;
  /** The table that the operator in work reads, where there is one. */
  readonly input: Relation | null;
  /** Given to each materialised table and sub-query, so that the same one is known again. */
  readonly ids: { next: number };
  /** How deep functions call functions: the language forbids recursion, we do not rely on it. */
  readonly depth: number;
  /** The table that a sub-query without a source reads. */
  readonly contextual: Relation | null;
}
