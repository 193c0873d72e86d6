import 'server-only';
import type { PoolClient } from 'pg';
import { storable } from '@/lib/core/storable';
import type { TableName } from '@/lib/domain/tables';
import type { World } from './dedup';
import { batchContent, type InboxBatch } from './inbox';

/** Rows kept with an alert: enough to show what fired, few enough that an alert stays small. */
const MAX_ROWS = 50;
const KEPT_BATCHES = 4;

/**
 * Copies the rows behind an alert beside it, so that they outlive their segment. Rows of batches that were sealed
 * already are left for the lake process, which fills them in.
 */
export class EvidenceRows {
  private readonly lines = new Map<string, string[]>();

  constructor(
    private readonly tx: PoolClient,
    private readonly world: World,
  ) {}

  async keep(alertId: string, rowIds: readonly string[], table: TableName, time: number): Promise<void> {
    const kept = await this.tx.query<{ n: number }>(
      'select count(*)::int as n from alert_row where tenant_id = $1 and alert_id = $2',
      [this.world.tenantId, alertId],
    );
    const room = MAX_ROWS - (kept.rows[0]?.n ?? 0);
    for (const rowId of rowIds.slice(0, Math.max(0, room))) {
      const row = await this.read(rowId);
      await this.tx.query(
        `insert into alert_row (tenant_id, alert_id, row_id, table_name, time, row)
         values ($1, $2, $3, $4, to_timestamp($5 / 1000.0), $6) on conflict do nothing`,
        [this.world.tenantId, alertId, rowId, row?.table ?? table, row?.time ?? time, row?.text ?? null],
      );
    }
  }

  private async read(rowId: string): Promise<{ text: string; table: string; time: number } | undefined> {
    const at = rowId.lastIndexOf(':');
    const batchId = rowId.slice(0, at);
    const lines = this.lines.get(batchId) ?? (await this.load(batchId));
    const text = lines[Number(rowId.slice(at + 1)) + 1];
    if (!text) return undefined;
    const row = JSON.parse(text) as { _time: number };
    return { text: JSON.stringify(storable(row)), table: lines[0] ?? '', time: row._time };
  }

  /** The first element is the table, the others are the staged rows. Empty for a batch that left the inbox. */
  private async load(batchId: string): Promise<string[]> {
    const found = await this.tx.query<Pick<InboxBatch, 'table' | 'stagedPath'>>(
      'select table_name as "table", staged_path as "stagedPath" from inbox_batch where id = $1 and tenant_id = $2',
      [batchId, this.world.tenantId],
    );
    const batch = found.rows[0];
    const content = batch
      ? await batchContent(this.tx, { id: batchId, stagedPath: batch.stagedPath, eventsPath: null }, 'staged')
      : Buffer.alloc(0);
    const lines = batch ? [batch.table, ...content.toString('utf8').split('\n')] : [];
    if (this.lines.size >= KEPT_BATCHES) this.lines.clear();
    this.lines.set(batchId, lines);
    return lines;
  }
}
