import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import type { SetAsideRow } from '@/lib/domain/views/data-health';
import { RetryButton } from './retry-button';

export interface SetAsideBatchesProps {
  readonly rows: readonly SetAsideRow[];
  readonly canRetry: boolean;
}

/** Batches that could not be processed, each kept whole with the reason. */
export function SetAsideBatches({ rows, canRetry }: SetAsideBatchesProps) {
  return (
    <Table label="Batches set aside">
      <THead>
        <TH>Table</TH>
        <TH className="text-right">Rows</TH>
        <TH>Arrived</TH>
        <TH>Reason</TH>
        {canRetry ? <TH>Action</TH> : null}
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={row.id}>
            <TD className="font-medium">{row.table}</TD>
            <TD className="text-right tabular-nums">{row.rows.toLocaleString('en')}</TD>
            <TD className="text-muted text-xs">
              <TimeText value={row.receivedAt} format="short" />
            </TD>
            <TD className="break-words text-high-fg text-xs">{row.error ?? '–'}</TD>
            {canRetry ? (
              <TD>
                <RetryButton kind="batch" id={row.id} name={`batch of ${row.rows} rows of ${row.table}`} />
              </TD>
            ) : null}
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
