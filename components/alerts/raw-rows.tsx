import { ChevronRight } from 'lucide-react';
import { TimeText } from '@/components/ui/time-text';
import type { RawRowView } from '@/lib/domain/views/alert';

/** Rows of telemetry, each openable field by field. Everything is plain text. */
export function RawRows({ rows }: { readonly rows: readonly RawRowView[] }) {
  if (rows.length === 0) {
    return (
      <p className="p-4 text-muted">No telemetry rows are kept with this: its source sent the alert alone.</p>
    );
  }
  return (
    <ul className="divide-y divide-line">
      {rows.map((row) => (
        <li key={row.rowId}>
          <details className="group/row">
            <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 px-4 py-2 hover:bg-hover sm:flex-nowrap">
              <ChevronRight
                className="-mr-1 size-3.5 shrink-0 text-faint group-open/row:rotate-90"
                aria-hidden="true"
              />
              <span className="w-42 shrink-0 text-muted text-xs">
                <TimeText value={row.time} />
              </span>
              <span className="truncate font-medium sm:w-58 sm:shrink-0" title={row.table}>
                {row.table}
              </span>
              <span className="min-w-0 flex-1 truncate text-faint text-xs max-sm:basis-full">
                {summaryOf(row)}
              </span>
            </summary>
            {row.fields.length === 0 ? (
              <p className="px-4 pb-3 text-muted text-xs">This row is not in the lake any more.</p>
            ) : (
              <dl className="grid grid-cols-1 gap-x-4 px-4 pb-3 font-mono text-xs sm:grid-cols-[minmax(10rem,auto)_1fr]">
                {inOrder(row).map((field) => (
                  <div key={field.name} className="contents">
                    <dt className="break-words text-muted">{field.name}</dt>
                    <dd className="whitespace-pre-wrap break-all max-sm:mb-1">{field.value}</dd>
                  </div>
                ))}
              </dl>
            )}
          </details>
        </li>
      ))}
    </ul>
  );
}

/** The row's own fields by name, then what the portal noted about it. */
const inOrder = (row: RawRowView) =>
  row.fields.toSorted(
    (a, b) =>
      Number(a.name.startsWith('_')) - Number(b.name.startsWith('_')) || a.name.localeCompare(b.name, 'en'),
  );

/** Fields that say what a row is about, the most telling first. */
const TELLING = [
  'activity',
  'actiontype',
  'operation',
  'operationname',
  'eventid',
  'filename',
  'processcommandline',
  'subject',
  'appdisplayname',
  'resultdescription',
  'objectid',
  'objectname',
  'userprincipalname',
  'accountname',
  'ipaddress',
  'clientip',
  'location',
];
/** Says nothing that the table's name does not say. */
const EMPTY = new Set(['', 'Sign-in activity']);
const SHOWN = 4;

/** A few fields that say what the row is about. */
function summaryOf(row: RawRowView): string {
  const values = new Map(row.fields.map((field) => [field.name.toLowerCase(), field.value]));
  return TELLING.map((name) => values.get(name) ?? '')
    .filter((value) => !EMPTY.has(value))
    .slice(0, SHOWN)
    .join(' · ');
}
