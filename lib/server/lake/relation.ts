import { type StagedBatch, stagedRows } from './batches';
import { absolutePath } from './paths';
import { type LakeTable, SCHEMA_VERSION, storedTypes } from './schema';
import type { Segment } from './segments';
import { ident, textList } from './sql';
import { stagedRelation } from './staged';

/** What a query over one table reads: its segments and the batches that are not in one yet. */
export interface TableSource {
  readonly segments: readonly Pick<Segment, 'path' | 'schemaVersion'>[];
  readonly batches: readonly StagedBatch[];
}

/**
 * A relation with the table's stored columns over exactly these segments and batches.
 * @param robust read batches with the slower reader, which forgives names that a line holds twice
 */
export function tableRelation(
  dataDir: string,
  table: LakeTable,
  source: TableSource,
  robust = false,
): string {
  const parts: string[] = [];
  if (source.segments.length > 0) parts.push(sealedRelation(dataDir, table, source.segments));
  const staged = stagedRelation(table, stagedRows(dataDir, source.batches), robust);
  if (staged) parts.push(staged);
  return parts.length > 0 ? parts.join(' UNION ALL BY NAME ') : emptyRelation(table);
}

function sealedRelation(dataDir: string, table: LakeTable, segments: TableSource['segments']): string {
  const files = textList(segments.map((segment) => absolutePath(dataDir, segment.path)));
  if (segments.every((segment) => segment.schemaVersion === SCHEMA_VERSION))
    return `SELECT * FROM read_parquet(${files})`;
  // Segments of an older schema lack columns: those are null.
  return `${emptyRelation(table)} UNION ALL BY NAME SELECT * FROM read_parquet(${files}, union_by_name = true)`;
}

function emptyRelation(table: LakeTable): string {
  const columns = storedTypes(table).map(({ name, type }) => `CAST(NULL AS ${type}) AS ${ident(name)}`);
  return `SELECT ${columns.join(', ')} WHERE false`;
}
