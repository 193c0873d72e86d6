import { Progress } from '@/components/ui/progress';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import type { ImportSessionRow } from '@/lib/domain/views/data-health';
import { humanize } from '@/lib/domain/views/labels';
import { RetryButton } from './retry-button';

const RUNNING = new Set(['closing', 'detecting']);

export interface ImportSessionsProps {
  readonly rows: readonly ImportSessionRow[];
  readonly canRetry: boolean;
}

export function ImportSessions({ rows, canRetry }: ImportSessionsProps) {
  return (
    <Table label="Imports">
      <THead>
        <TH>Import</TH>
        <TH>State</TH>
        <TH>Progress</TH>
        <TH className="text-right">Rows</TH>
        <TH className="text-right">Duplicates</TH>
        <TH className="text-right">Dead letters</TH>
        <TH>Started</TH>
        <TH>Finished</TH>
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={row.id}>
            <TD className="break-words font-medium">{row.name}</TD>
            <TD>
              {humanize(row.state)}
              {row.error === null ? null : <span className="block text-high-fg text-xs">{row.error}</span>}
              {row.state === 'failed' && canRetry ? (
                <RetryButton kind="import" id={row.id} name={row.name} />
              ) : null}
            </TD>
            <TD className="min-w-32">
              {RUNNING.has(row.state) ? (
                <Progress
                  label={`Detection of ${row.name}`}
                  value={row.total === 0 ? null : row.done}
                  max={Math.max(1, row.total)}
                />
              ) : (
                <span className="text-faint">–</span>
              )}
            </TD>
            <TD className="text-right tabular-nums">{row.rows.toLocaleString('en')}</TD>
            <TD className="text-right tabular-nums">{row.duplicates.toLocaleString('en')}</TD>
            <TD className="text-right tabular-nums">{row.deadLetters.toLocaleString('en')}</TD>
            <TD className="text-muted text-xs">
              <TimeText value={row.createdAt} format="short" />
            </TD>
            <TD className="text-muted text-xs">
              {row.closedAt ? <TimeText value={row.closedAt} format="short" /> : '–'}
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
