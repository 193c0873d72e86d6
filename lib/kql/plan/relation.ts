import type { Column, ScalarType, Span } from '../types';
import type { Literal, Scalar } from './scalar';
import type { External, Scan, Watchlist } from './scan';

/** What every table of a plan has: the columns that it gives, in order. */
export interface Base {
  readonly columns: readonly Column[];
}

/** A table of the schema. */
export interface TableScan extends Base {
  readonly kind: 'table';
  readonly name: string;
}

/** Rows written in the query: `datatable`, `print` over a single row without columns. */
export interface Rows extends Base {
  readonly kind: 'rows';
  readonly rows: readonly (readonly Scalar[])[];
}

export interface Range extends Base {
  readonly kind: 'range';
  readonly from: Scalar;
  readonly to: Scalar;
  readonly step: Scalar;
}

export interface Filter extends Base {
  readonly kind: 'filter';
  readonly input: Relation;
  readonly condition: Scalar;
}

/** One output column. */
export interface Item extends Column {
  readonly value: Scalar;
}

/** `project`, `extend`, `project-away` … and `print`: every output column with its value. */
export interface Project extends Base {
  readonly kind: 'project';
  readonly input: Relation;
  readonly items: readonly Item[];
}

/** Output columns of one aggregate: more than one where `arg_max` gives the values of other columns too. */
export interface Aggregate {
  readonly columns: readonly Column[];
  readonly value: Scalar;
}

/** Groups; with no aggregates, `distinct`. */
export interface Summarize extends Base {
  readonly kind: 'summarize';
  readonly input: Relation;
  readonly by: readonly Item[];
  readonly aggregates: readonly Aggregate[];
}

export interface SortKey {
  readonly value: Scalar;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export interface Sort extends Base {
  readonly kind: 'sort';
  readonly input: Relation;
  readonly keys: readonly SortKey[];
}

export interface Take extends Base {
  readonly kind: 'take';
  readonly input: Relation;
  readonly count: Scalar;
}

export const JOIN_KINDS = [
  'inner',
  'innerunique',
  'leftouter',
  'rightouter',
  'fullouter',
  'leftanti',
  'rightanti',
  'leftsemi',
  'rightsemi',
] as const;
export type JoinKind = (typeof JOIN_KINDS)[number];

/** Columns come from the left side, then from the right; `from` tells where each is taken. */
export interface Join extends Base {
  readonly kind: 'join';
  readonly joinKind: JoinKind;
  readonly left: Relation;
  readonly right: Relation;
  readonly on: readonly { readonly left: Scalar; readonly right: Scalar }[];
  readonly from: readonly { readonly side: 'left' | 'right'; readonly name: string }[];
}

/** Tables one after the other; a column that an input lacks is null. */
export interface Union extends Base {
  readonly kind: 'union';
  readonly inputs: readonly UnionInput[];
}

export interface UnionInput {
  readonly relation: Relation;
  /** The input's column for each output column, or a constant. */
  readonly from: readonly (string | Literal | null)[];
}

export interface Expansion {
  readonly name: string;
  readonly type: ScalarType;
  readonly value: Scalar;
}

/** One row for each element of arrays, in lockstep where there are several. */
export interface MvExpand extends Base {
  readonly kind: 'mvExpand';
  readonly input: Relation;
  readonly expansions: readonly Expansion[];
  /** Bags become single-property bags, or pairs of name and value. */
  readonly bagAsArray: boolean;
  /** Name of the column that numbers the elements from 0. */
  readonly indexColumn: string | null;
  readonly limit: Scalar | null;
}

/** A query over the elements of each row; its rows carry the row's other columns. */
export interface MvApply extends Base {
  readonly kind: 'mvApply';
  readonly input: Relation;
  readonly expansions: readonly Expansion[];
  readonly indexColumn: string | null;
  readonly limit: Scalar | null;
  /** Reads the expanded row from the `context` table of this number. */
  readonly subquery: Relation;
  readonly context: number;
}

/** The table that a sub-query of `mv-apply` or `partition` reads. */
export interface Context extends Base {
  readonly kind: 'context';
  readonly id: number;
}

export interface ParsePart {
  readonly kind: 'text' | 'column' | 'skip';
  readonly text: string;
  readonly type: ScalarType;
}

/** `parse` and `parse-where`: columns taken out of a text by a pattern. */
export interface Parse extends Base {
  readonly kind: 'parse';
  readonly input: Relation;
  readonly source: Scalar;
  readonly mode: 'simple' | 'regex' | 'relaxed';
  readonly flags: string;
  readonly parts: readonly ParsePart[];
  /** Drops rows that do not match instead of filling them with nulls. */
  readonly where: boolean;
}

export interface ParseKv extends Base {
  readonly kind: 'parseKv';
  readonly input: Relation;
  readonly source: Scalar;
  readonly keys: readonly Column[];
  readonly options: Readonly<Record<string, string | boolean>>;
}

export interface MakeSeries extends Base {
  readonly kind: 'makeSeries';
  readonly input: Relation;
  readonly aggregates: readonly { readonly name: string; readonly value: Scalar; readonly fill: Scalar }[];
  readonly axis: Item;
  readonly from: Scalar | null;
  readonly to: Scalar | null;
  readonly step: Scalar;
  /** A series of defaults where there are no rows at all. */
  readonly nonEmpty: boolean;
  /** With `in range(…)` the end belongs to the axis. */
  readonly inclusive: boolean;
  readonly by: readonly Item[];
}

export interface TopNestedLevel {
  readonly count: Scalar | null;
  readonly of: Item;
  readonly by: Item;
  readonly descending: boolean;
}

export interface TopNested extends Base {
  readonly kind: 'topNested';
  readonly input: Relation;
  readonly levels: readonly TopNestedLevel[];
}

/** A query over the rows of each value of a column. */
export interface Partition extends Base {
  readonly kind: 'partition';
  readonly input: Relation;
  readonly by: Scalar;
  readonly subquery: Relation;
  /** Number of the `context` table that the sub-query reads. */
  readonly context: number;
}

/** A plugin of `evaluate`. */
export interface Evaluate extends Base {
  readonly kind: 'evaluate';
  readonly plugin: string;
  readonly input: Relation;
  readonly args: readonly Scalar[];
  /** What the query calls each argument; empty where it does not. */
  readonly names: readonly string[];
  /** Other tables that are arguments, as `ipv4_lookup` takes one. */
  readonly tables: readonly Relation[];
  readonly span: Span;
}

/**
 * A column that tells for each row when its session began: `row_window_session`. A session ends at a distance from its
 * beginning or from the row before, or where a condition says so.
 */
export interface Sessions extends Base {
  readonly kind: 'sessions';
  readonly input: Relation;
  readonly name: string;
  readonly value: Scalar;
  readonly fromFirst: Scalar;
  readonly fromLast: Scalar;
  readonly restart: Scalar | null;
}

/** Evaluated once, however often it is read. */
export interface Materialize extends Base {
  readonly kind: 'materialize';
  readonly id: number;
  /** What `as` calls it. */
  readonly name?: string;
  readonly input: Relation;
}

/** Columns and types of a table, as rows. */
export interface GetSchema extends Base {
  readonly kind: 'getSchema';
  readonly of: readonly Column[];
}

export interface Sample extends Base {
  readonly kind: 'sample';
  readonly input: Relation;
  readonly count: Scalar;
  readonly distinct: Scalar | null;
}

export type Relation =
  | TableScan
  | Rows
  | Range
  | Filter
  | Project
  | Summarize
  | Sort
  | Take
  | Join
  | Union
  | MvExpand
  | MvApply
  | Context
  | Parse
  | ParseKv
  | MakeSeries
  | TopNested
  | Partition
  | Evaluate
  | Sessions
  | Materialize
  | GetSchema
  | Sample
  | Scan
  | External
  | Watchlist;

/** How the client is asked to draw the result. */
export interface Render {
  readonly chart: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** A query, ready to be written as SQL. Plain data. */
export interface Plan {
  readonly root: Relation;
  readonly render: Render | null;
}
