import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { removeExclusionAction } from '@/lib/actions/detection-settings';
import type { IdentifierKind } from '@/lib/domain/entity';
import { EXCLUSION_KINDS, type ExclusionView } from '@/lib/domain/views/detection-settings';
import { humanize } from '@/lib/domain/views/labels';
import { ConfirmButton } from '../confirm-button';

const LABELS: Partial<Record<IdentifierKind, { readonly label: string }>> = EXCLUSION_KINDS;

export interface ExclusionTableProps {
  readonly exclusions: readonly ExclusionView[];
  readonly editable: boolean;
}

export function ExclusionTable({ exclusions, editable }: ExclusionTableProps) {
  return (
    <Table label="Exclusions">
      <THead>
        <TH>Detector</TH>
        <TH>Quiet on</TH>
        <TH>Reason</TH>
        <TH>Set by</TH>
        <TH>When</TH>
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
              {exclusion.identifiers.map(({ kind, value }) => (
                <span key={`${kind} ${value}`} className="block">
                  <span className="text-muted text-xs">{LABELS[kind]?.label ?? humanize(kind)}</span>{' '}
                  <code className="break-all font-mono text-xs">{value}</code>
                </span>
              ))}
            </TD>
            <TD className="max-w-80">{exclusion.reason}</TD>
            <TD>{exclusion.createdBy}</TD>
            <TD className="text-muted">
              <TimeText value={exclusion.createdAt} format="short" />
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
