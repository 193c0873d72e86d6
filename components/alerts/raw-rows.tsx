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
          <details>
            <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 px-4 py-2 hover:bg-hover sm:flex-nowrap">
              <span className="w-42 shrink-0 text-muted text-xs">
                <TimeText value={row.time} />
              </span>
              <span className="truncate font-medium sm:w-48 sm:shrink-0" title={row.table}>
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
                {row.fields.map((field) => (
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

const TELLING =
  /^(operation|actiontype|operationname|activity|eventid|filename|resultdescription|userprincipalname|accountname|ipaddress|subject)$/i;

/** A few fields that say what the row is about. */
const summaryOf = (row: RawRowView): string =>
  row.fields
    .filter((field) => TELLING.test(field.name))
    .slice(0, 4)
    .map((field) => field.value)
    .join(' · ');
