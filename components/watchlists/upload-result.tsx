import { Download } from 'lucide-react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { rejectsHref } from '@/lib/client/watchlists';
import type { WatchlistUploaded } from '@/lib/domain/views/watchlist';
import { countText } from './size-text';

/** What an upload came to, with the rows that could not be read. */
export function UploadResult({ uploaded }: { readonly uploaded: WatchlistUploaded }) {
  const { alias, number, items, rejected, rejects } = uploaded;
  return (
    <div className="flex flex-col gap-3">
      <Banner tone={rejected === 0 ? 'success' : 'warning'} live>
        {countText(uploaded.uploaded, 'row')} read, the list has {countText(items, 'item')} now.
        {rejected > 0
          ? ` ${countText(rejected, 'row')} could not be read and ${rejected === 1 ? 'was' : 'were'} left out.`
          : ''}
      </Banner>
      {rejected > 0 ? (
        <>
          <Table label="Rows that could not be read" className="max-h-64" cards>
            <THead>
              <TH>Line</TH>
              <TH>Reason</TH>
              <TH>Text</TH>
            </THead>
            <tbody>
              {rejects.map(({ line, reason, text }) => (
                <TR key={line}>
                  <TD className="tabular-nums">
                    <span className="text-muted sm:hidden">Line </span>
                    {line.toLocaleString('en')}
                  </TD>
                  <TD>{reason}</TD>
                  <TD className="max-w-64 truncate font-mono text-xs" title={text}>
                    {text}
                  </TD>
                </TR>
              ))}
            </tbody>
          </Table>
          <div className="flex flex-wrap items-center gap-3 text-muted text-xs">
            {rejected > rejects.length ? (
              <span>
                First {rejects.length} of {rejected.toLocaleString('en')}.
              </span>
            ) : null}
            <Button size="sm" asChild>
              <a href={rejectsHref(alias, number)} download>
                <Download className="size-4" aria-hidden="true" />
                Download all as CSV
              </a>
            </Button>
          </div>
        </>
      ) : null}
    </div>
  );
}
