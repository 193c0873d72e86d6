import type { Relation } from '../../plan/relation';
import type { KustoNode } from '../nodes';
import { EVALUATE } from './evaluate';
import { EXPAND } from './expand';
import { JOINS } from './join';
import { PARSE } from './parse';
import { ROWS } from './rows';
import { SCAN } from './scan';
import type { Context } from './scope';
import { SEARCH } from './search';
import { SERIES } from './series';
import { SHAPE } from './shape';
import { SUMMARIZE } from './summarize';

/** Lowers an operator; its input is in the context. */
export type LowerOperator = (node: KustoNode, context: Context) => Relation;

/** The tabular operators by the class of their node. */
export const OPERATORS: Readonly<Record<string, LowerOperator>> = {
  ...ROWS,
  ...SHAPE,
  ...SUMMARIZE,
  ...JOINS,
  ...EXPAND,
  ...PARSE,
  ...SERIES,
  ...SEARCH,
  ...EVALUATE,
  ...SCAN,
};
