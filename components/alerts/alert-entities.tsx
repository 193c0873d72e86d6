import { EntityLink } from '@/components/entities/entity-link';
import { VerdictBadge } from '@/components/incidents/badges';
import { Prevalence } from '@/components/incidents/incident-entities';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import type { AlertDetail } from '@/lib/domain/views/alert';
import { ENTITY_TYPE_LABEL, humanize } from '@/lib/domain/views/labels';

/** Who and what took part in an alert, in which role, and what was found of it. */
export function AlertEntities({ alert }: { readonly alert: AlertDetail }) {
  if (alert.entities.length === 0) {
    return <EmptyState title="No entities">The source named nobody and nothing in particular.</EmptyState>;
  }
  return (
    <Table label="Entities of the alert" fixed>
      <THead>
        <TH>Entity</TH>
        <TH className="hidden w-36 @4xl:table-cell">Type</TH>
        <TH className="w-30">Role</TH>
        <TH className="w-34">Verdict</TH>
        <TH className="hidden w-34 @3xl:table-cell">Remediation</TH>
        <TH className="hidden w-33 @2xl:table-cell">Prevalence</TH>
      </THead>
      <tbody>
        {alert.entities.map((entity) => (
          <TR key={entity.entityId}>
            <TD>
              <span className="flex min-w-0 items-center gap-1">
                <span className="min-w-0 truncate">
                  <EntityLink {...entity} />
                </span>
                <CopyButton value={entity.name} what={ENTITY_TYPE_LABEL[entity.type]} />
              </span>
            </TD>
            <TD className="hidden truncate @4xl:table-cell">{ENTITY_TYPE_LABEL[entity.type]}</TD>
            <TD className="truncate">{entity.role === 'unknown' ? '–' : humanize(entity.role)}</TD>
            <TD>
              <VerdictBadge verdict={entity.verdict} />
            </TD>
            <TD className="hidden truncate @3xl:table-cell">
              {entity.remediation === 'none' ? (
                <span className="text-faint">–</span>
              ) : (
                humanize(entity.remediation)
              )}
            </TD>
            <TD className="hidden truncate text-muted text-xs @2xl:table-cell">
              <Prevalence {...entity} brief />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
