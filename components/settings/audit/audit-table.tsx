import { Badge } from '@/components/ui/badge';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';

export interface AuditEntry {
  readonly seq: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actorName: string;
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string;
  readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[];
  readonly reason: string | null;
  readonly requestId: string | null;
}

function Changes({ entry }: { readonly entry: AuditEntry }) {
  return (
    <div className="flex flex-col gap-0.5">
      {entry.changes.map((change) => (
        <p key={change.field} className="break-words">
          <span className="text-muted">{change.field}: </span>
          <span className="text-faint line-through decoration-line-strong">{change.from}</span>
          <span className="text-muted"> → </span>
          {change.to}
        </p>
      ))}
      {entry.reason ? <p className="text-muted">“{entry.reason}”</p> : null}
    </div>
  );
}

export function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  return (
    <Table label="Audit log">
      <THead>
        <TH className="text-right">No.</TH>
        <TH>When</TH>
        <TH>Who</TH>
        <TH>Action</TH>
        <TH>Of what</TH>
        <TH>Changes</TH>
      </THead>
      <tbody>
        {entries.map((entry) => (
          <TR key={entry.seq} title={entry.requestId ? `Request ${entry.requestId}` : undefined}>
            <TD className="text-right align-top text-faint">{entry.seq}</TD>
            <TD className="align-top text-muted">
              <TimeText value={entry.at} />
            </TD>
            <TD className="whitespace-nowrap align-top">
              {entry.actorName} {entry.actorKind === 'user' ? null : <Badge>{entry.actorKind}</Badge>}
            </TD>
            <TD className="align-top">
              <code className="font-mono text-xs">{entry.action}</code>
            </TD>
            <TD className="max-w-52 truncate align-top text-muted" title={entry.targetId}>
              {entry.targetType} <span className="font-mono text-xs">{entry.targetId}</span>
            </TD>
            <TD className="min-w-64 max-w-120 align-top text-xs">
              <Changes entry={entry} />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
