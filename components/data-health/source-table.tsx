import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { ToneBadge } from '@/components/ui/tone-badge';
import type { SourceHealthRow } from '@/lib/domain/views/data-health';

/** `95` → `1 min 35 s` */
function duration(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`;
}

/** On a phone a value says what it is: the head of the table is not shown there. */
const LABELLED = 'max-sm:before:text-muted max-sm:before:text-xs';

export function SourceTable({ rows }: { readonly rows: readonly SourceHealthRow[] }) {
  return (
    <Table label="Sources" cards>
      <THead>
        <TH>Table</TH>
        <TH>State</TH>
        <TH className="text-right">Rows</TH>
        <TH className="text-right">Duplicates</TH>
        <TH className="text-right">Dead letters</TH>
        <TH className="text-right">Lag</TH>
        <TH>Last arrival</TH>
        <TH>Last event</TH>
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={`${row.table} ${row.isDemo}`}>
            <TD className="whitespace-nowrap font-medium">
              {row.table}
              {row.isDemo ? <span className="ml-2 font-normal text-muted text-xs">demo</span> : null}
            </TD>
            <TD>
              {row.isSilent && row.quietFor !== null ? (
                <ToneBadge tone="medium">Silent for {duration(row.quietFor)}</ToneBadge>
              ) : (
                <ToneBadge tone="success">Normal</ToneBadge>
              )}
            </TD>
            <TD className={`text-right tabular-nums ${LABELLED} max-sm:before:content-['Rows_']`}>
              {row.rows.toLocaleString('en')}
            </TD>
            <TD className={`text-right tabular-nums ${LABELLED} max-sm:before:content-['Duplicates_']`}>
              {row.duplicates.toLocaleString('en')}
            </TD>
            <TD className={`text-right tabular-nums ${LABELLED} max-sm:before:content-['Dead_letters_']`}>
              {row.deadLetters.toLocaleString('en')}
            </TD>
            <TD className={`whitespace-nowrap text-right text-xs ${LABELLED} max-sm:before:content-['Lag_']`}>
              {row.lag === null ? '–' : duration(row.lag)}
            </TD>
            <TD className={`text-muted text-xs ${LABELLED} max-sm:before:content-['Arrived_']`}>
              {row.lastIngestAt ? <TimeText value={row.lastIngestAt} format="relative" /> : '–'}
            </TD>
            <TD className={`text-muted text-xs ${LABELLED} max-sm:before:content-['Last_event_']`}>
              {row.lastEventAt ? <TimeText value={row.lastEventAt} format="short" /> : '–'}
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
