import { Badge } from '@/components/ui/badge';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import type { CsvHead } from '@/lib/core/csv';

const SHOWN_ROWS = 5;

/** The first rows of a file, so that one sees whether it was understood. */
export function CsvPreview({ head, searchKey }: { readonly head: CsvHead; readonly searchKey: string }) {
  const { columns } = head;
  return (
    <Table label="First rows of the file" className="max-h-56">
      <THead>
        {columns.map((name) => (
          <TH key={name}>
            {name} {name === searchKey ? <Badge>Search key</Badge> : null}
          </TH>
        ))}
      </THead>
      <tbody>
        {head.rows.slice(0, SHOWN_ROWS).map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file are told apart by their place
          <TR key={at}>
            {columns.map((name, place) => (
              <TD key={name} className="max-w-64 truncate whitespace-nowrap">
                {row[place] ?? ''}
              </TD>
            ))}
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
