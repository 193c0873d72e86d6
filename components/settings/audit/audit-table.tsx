import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import type { AuditChange, AuditRow, AuditTarget } from '@/lib/domain/views/audit';
import { humanize } from '@/lib/domain/views/labels';

/** Who changed what, from what to what. */
export function AuditTable({ entries }: { readonly entries: readonly AuditRow[] }) {
  return (
    <Table label="Audit log" fixed>
      <THead>
        <TH className="w-52">When</TH>
        <TH className="w-40">Who</TH>
        <TH className="w-44">Action</TH>
        <TH className="w-64">Of what</TH>
        <TH>Changes</TH>
      </THead>
      <tbody>
        {entries.map((entry) => (
          <TR key={entry.seq} title={entry.requestId ? `Request ${entry.requestId}` : undefined}>
            <TD className="align-top text-muted">
              <TimeText value={entry.at} />
              <span className="block text-faint text-xs">{entry.seq}</span>
            </TD>
            <TD className="break-words align-top">
              {entry.actorName} {entry.actorKind === 'user' ? null : <Badge>{entry.actorKind}</Badge>}
            </TD>
            <TD className="break-words align-top">
              <code className="font-mono text-xs">{entry.action}</code>
            </TD>
            <TD className="align-top">
              <Target target={entry.target} />
            </TD>
            <TD className="align-top text-xs">
              <Changes entry={entry} />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

const PATHS: Readonly<Record<string, string>> = {
  alert: '/alerts/',
  user: '/users/',
  entity: '/entities/',
  job: '/jobs/',
};

function hrefOf({ type, id, number, name }: AuditTarget): string | null {
  if (number !== null) return `/incidents/${number}/activity`;
  const path = PATHS[type];
  return path !== undefined && (name !== null || type === 'job') ? path + encodeURIComponent(id) : null;
}

function Target({ target }: { readonly target: AuditTarget }) {
  const href = hrefOf(target);
  const label = target.number === null ? (target.name ?? target.id) : `#${target.number} ${target.name}`;
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="shrink-0 text-muted text-xs">{humanize(target.type)}</span>
      {href === null ? (
        <span className="truncate" title={target.id}>
          {label}
        </span>
      ) : (
        <Link href={href} data-row-link title={label} className="truncate hover:underline">
          {label}
        </Link>
      )}
      <CopyButton value={target.id} what={`id of the ${humanize(target.type).toLowerCase()}`} />
    </span>
  );
}

/** Fields whose values are words of a fixed list. */
const WORDS = new Set([
  ...['status', 'classification', 'determination', 'severity', 'state'],
  ...['riskLevel', 'riskState', 'riskDetail', 'detection'],
]);

function Changes({ entry }: { readonly entry: AuditRow }) {
  return (
    <div className="flex flex-col gap-0.5">
      {entry.changes.map((change) => (
        <Change key={change.field} change={change} />
      ))}
      {entry.reason ? <p className="text-muted">“{entry.reason}”</p> : null}
    </div>
  );
}

function Change({ change: { field, from, to } }: { readonly change: AuditChange }) {
  const [kind = '', id] = field.split(' ');
  const word = (value: string): string => (WORDS.has(kind) && value !== '–' ? humanize(value) : value);
  return (
    <p className="break-words">
      <span className="text-muted" title={id}>
        {humanize(kind)}:{' '}
      </span>
      {from === '–' ? null : (
        <>
          <span className="text-muted line-through decoration-line-strong">{word(from)}</span>
          <span aria-hidden="true" className="text-muted">
            {' '}
            →{' '}
          </span>
          <span className="sr-only"> became </span>
        </>
      )}
      {to === '–' ? <span className="text-muted">nothing</span> : word(to)}
    </p>
  );
}
