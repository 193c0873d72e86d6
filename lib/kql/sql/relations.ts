import type { Relation } from '../plan/relation';
import { writeEvaluate } from './evaluate';
import { writeMvApply, writeMvExpand, writePartition } from './expand';
import { writeExternal, writeWatchlist } from './external';
import { writeJoin, writeUnion } from './join';
import { writeMakeSeries, writeTopNested } from './make-series';
import { writeParse, writeParseKv } from './parse';
import type { Rel } from './rel';
import {
  writeFilter,
  writeGetSchema,
  writeProject,
  writeRange,
  writeRows,
  writeSample,
  writeSort,
  writeTable,
  writeTake,
} from './rows';
import { writeScan } from './scan';
import { writeSessions } from './sessions';
import { writeSummarize } from './summarize';
import type { Writer } from './writer';

type Written = Exclude<Relation['kind'], 'materialize' | 'context'>;
type Write<K extends Relation['kind']> = (writer: Writer, relation: Extract<Relation, { kind: K }>) => Rel;

/** How each operator is written. */
export const RELATIONS: { readonly [K in Written]: Write<K> } = {
  table: writeTable,
  rows: writeRows,
  range: writeRange,
  filter: writeFilter,
  project: writeProject,
  summarize: writeSummarize,
  sort: writeSort,
  take: writeTake,
  join: writeJoin,
  union: writeUnion,
  mvExpand: writeMvExpand,
  mvApply: writeMvApply,
  parse: writeParse,
  parseKv: writeParseKv,
  makeSeries: writeMakeSeries,
  topNested: writeTopNested,
  partition: writePartition,
  evaluate: writeEvaluate,
  getSchema: writeGetSchema,
  sample: writeSample,
  scan: writeScan,
  sessions: writeSessions,
  external: writeExternal,
  watchlist: writeWatchlist,
};
