'use client';
import { useQuery } from '@tanstack/react-query';
import { Progress } from '@/components/ui/progress';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { notesQuery } from '@/lib/client/library';
import { QUERY_STATES } from '@/lib/domain/hunting/library';
import type { LibraryProgress, LibraryRow, SourceView } from '@/lib/domain/views/library';
import { StateBadge } from './badges';

interface SourceReportProps {
  readonly source: SourceView;
  readonly rows: readonly LibraryRow[];
  readonly progress: LibraryProgress | undefined;
}

const SHOWN = 200;
const SHOWN_REASONS = 6;

/** What the last import of a source did, what of it runs, what does not and why, and what was left out. */
export function SourceReport({ source, rows, progress }: SourceReportProps) {
  const own = rows.filter((row) => row.source === source.name && !row.isVanished);
  const waiting = own.filter(({ state }) => state === 'waiting').length;
  return (
    <div className="flex flex-col gap-4">
      <Counts source={source} />
      <section aria-label="What runs" className="flex flex-col gap-2">
        <h3 className="font-medium">What runs</h3>
        {waiting > 0 ? (
          <div className="flex flex-col gap-1">
            <p className="text-muted text-xs">
              Checked {(own.length - waiting).toLocaleString('en')} of {own.length.toLocaleString('en')}. It
              goes on when this is closed.
            </p>
            <Progress label="Checks" value={own.length - waiting} max={own.length} />
          </div>
        ) : null}
        <States rows={own} />
      </section>
      <Notes source={source} key={`${source.startedAt}:${progress?.total ?? 0}`} />
    </div>
  );
}

function Counts({ source }: { readonly source: SourceView }) {
  const counts: readonly (readonly [string, number])[] = [
    ['queries', source.queries],
    ['new', source.added],
    ['changed', source.changed],
    ['as before', source.same],
    ['changed here, kept', source.kept],
    ['gone from the source', source.vanished],
    ['skipped', source.skipped],
    ['not readable', source.unreadable],
  ];
  return (
    <div>
      <p className="font-medium">
        {source.name}
        {source.licence ? <span className="font-normal text-muted"> · licence {source.licence}</span> : null}
      </p>
      <p className="text-muted">
        {source.state === 'reading' ? 'The import has not ended. ' : ''}
        {source.files.toLocaleString('en')} files:{' '}
        {counts
          .filter(([label, count]) => count > 0 || label === 'queries')
          .map(([label, count]) => `${count.toLocaleString('en')} ${label}`)
          .join(', ')}
        .
      </p>
    </div>
  );
}

/** How many queries stand where, with the reasons that most of them have. */
function States({ rows }: { readonly rows: readonly LibraryRow[] }) {
  const groups = QUERY_STATES.map((state) => ({
    state,
    rows: rows.filter((row) => row.state === state),
  })).filter((group) => group.rows.length > 0);
  if (groups.length === 0) return <p className="text-muted">There is no query of it.</p>;
  return (
    <ul className="flex flex-col gap-2">
      {groups.map((group) => (
        <li key={group.state}>
          <p className="flex items-center gap-2">
            <StateBadge state={group.state} />
            <span className="font-medium tabular-nums">{group.rows.length.toLocaleString('en')}</span>
          </p>
          <Reasons rows={group.rows} />
        </li>
      ))}
    </ul>
  );
}

function Reasons({ rows }: { readonly rows: readonly LibraryRow[] }) {
  const counts = new Map<string, number>();
  for (const { reason } of rows) if (reason !== '') counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = [...counts].sort(([, a], [, b]) => b - a);
  return (
    <ul className="mt-1 text-muted text-xs">
      {reasons.slice(0, SHOWN_REASONS).map(([reason, count]) => (
        <li key={reason} className="break-words">
          <span className="tabular-nums">{count.toLocaleString('en')}</span> × {reason}
        </li>
      ))}
      {reasons.length > SHOWN_REASONS ? (
        <li>
          and {(reasons.length - SHOWN_REASONS).toLocaleString('en')} more reasons: the list tells each.
        </li>
      ) : null}
    </ul>
  );
}

const KIND: Readonly<Record<string, string>> = {
  skipped: 'Skipped',
  unreadable: 'Not readable',
  edited: 'Kept as changed here',
};

function Notes({ source }: { readonly source: SourceView }) {
  const { data, isError } = useQuery(notesQuery(source.id));
  if (isError) return <p className="text-muted">What was left out could not be read.</p>;
  if (!data || data.length === 0) return null;
  return (
    <section aria-label="What was left out" className="flex flex-col gap-2">
      <h3 className="font-medium">What was left out</h3>
      <Table label="What was left out" fixed className="max-h-72">
        <THead>
          <TH>File</TH>
          <TH className="w-36">What</TH>
          <TH>Why</TH>
        </THead>
        <tbody>
          {data.slice(0, SHOWN).map(({ position, path, line, kind, reason }) => (
            <TR key={position}>
              <TD className="break-words">
                {path}
                {line === null ? '' : `:${line}`}
              </TD>
              <TD>{KIND[kind] ?? kind}</TD>
              <TD className="break-words text-muted">{reason}</TD>
            </TR>
          ))}
        </tbody>
      </Table>
      {data.length > SHOWN ? (
        <p className="text-muted text-xs">
          The first {SHOWN} of {data.length.toLocaleString('en')}.
        </p>
      ) : null}
    </section>
  );
}
