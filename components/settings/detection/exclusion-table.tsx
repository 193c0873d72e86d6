import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { removeExclusionAction } from '@/lib/actions/detection-settings';
import { conditionKey } from '@/lib/domain/exclusion';
import type { ExclusionView } from '@/lib/domain/views/detection-settings';
import { conditionWords } from '@/lib/domain/views/exclusion';
import { ConfirmButton } from '../confirm-button';

export interface ExclusionTableProps {
  readonly exclusions: readonly ExclusionView[];
  readonly editable: boolean;
}

export function ExclusionTable({ exclusions, editable }: ExclusionTableProps) {
  return (
    <Table label="Exclusions" cards>
      <THead>
        <TH>Detector</TH>
        <TH>Quiet where all of this holds</TH>
        <TH>Reason</TH>
        <TH className="text-right">Kept quiet</TH>
        <TH>Ends</TH>
        <TH>Set</TH>
        {editable ? (
          <TH>
            <span className="sr-only">Actions</span>
          </TH>
        ) : null}
      </THead>
      <tbody>
        {exclusions.map((exclusion) => (
          <TR key={exclusion.id}>
            <TD>
              <span className="block font-medium">{exclusion.detectorTitle}</span>
              <code className="font-mono text-muted text-xs">{exclusion.detectorId}</code>
            </TD>
            <TD>
              <Conditions exclusion={exclusion} />
            </TD>
            <TD className="max-w-80">
              {exclusion.reason}
              {exclusion.sourceAlert ? (
                <Link
                  href={`/alerts/${encodeURIComponent(exclusion.sourceAlert.id)}`}
                  className="block truncate text-muted text-xs underline"
                >
                  From “{exclusion.sourceAlert.title}”
                </Link>
              ) : null}
            </TD>
            <TD className="text-right tabular-nums">
              {exclusion.hits.toLocaleString('en')}
              {exclusion.lastHitAt ? (
                <span className="block whitespace-nowrap text-muted text-xs">
                  last <TimeText value={exclusion.lastHitAt} format="short" />
                </span>
              ) : null}
            </TD>
            <TD className="whitespace-nowrap">
              <Ends exclusion={exclusion} />
            </TD>
            <TD className="text-muted">
              {exclusion.createdBy}
              <span className="block whitespace-nowrap text-xs">
                <TimeText value={exclusion.createdAt} format="short" />
              </span>
            </TD>
            {editable ? (
              <TD className="text-right">
                <ConfirmButton
                  id={exclusion.id}
                  action={removeExclusionAction}
                  label="Remove"
                  title="Remove this exclusion?"
                  consequence={`“${exclusion.detectorTitle}” speaks again from the next batch on. What it kept quiet about so far stays untold.`}
                  done="Exclusion removed"
                />
              </TD>
            ) : null}
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

function Conditions({ exclusion }: { readonly exclusion: ExclusionView }) {
  return exclusion.conditions.map((condition) => {
    const { label, value } = conditionWords(condition);
    return (
      <span key={conditionKey(condition)} className="block">
        <span className="text-muted text-xs">{label}</span>{' '}
        <code className="break-all font-mono text-xs">{value}</code>
      </span>
    );
  });
}

function Ends({ exclusion }: { readonly exclusion: ExclusionView }) {
  if (exclusion.expiresAt === null) return <span className="text-muted">never</span>;
  return (
    <>
      <TimeText value={exclusion.expiresAt} format="short" />
      {exclusion.hasEnded ? <Badge className="ml-1.5">Ended</Badge> : null}
    </>
  );
}
