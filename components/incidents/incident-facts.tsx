import { Card } from '@/components/ui/card';
import { DefinitionList } from '@/components/ui/definition-list';
import { TimeText } from '@/components/ui/time-text';
import type { IncidentDetail } from '@/lib/domain/views/incident';
import { CLASSIFICATION_LABEL, DETERMINATION_LABEL, SOURCE_LABEL } from '@/lib/domain/views/labels';
import { IncidentStatusBadge, PriorityBadge, SeverityBadge } from './badges';
import { MergedFrom } from './regroup/merged-from';

/** The terms that add up to the priority, printed as they are. */
export function PriorityCard({ incident }: { readonly incident: IncidentDetail }) {
  return (
    <Card title="Priority" aside={<PriorityBadge value={incident.priority} />}>
      {incident.priorityTerms.length === 0 ? (
        <p className="text-muted text-xs">No terms were recorded.</p>
      ) : (
        <table className="w-full text-xs">
          <caption className="sr-only">Terms of the priority score</caption>
          <tbody>
            {incident.priorityTerms.map((term) => (
              <tr key={term.label}>
                <th scope="row" className="py-0.5 pr-2 text-left font-normal text-muted">
                  {term.label}
                </th>
                <td className="text-right tabular-nums">{term.value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="mt-2 text-faint text-xs">The terms add up, to 100 at most. It changes as alerts join.</p>
    </Card>
  );
}

export function FactsCard({
  incident,
  canWrite,
}: {
  readonly incident: IncidentDetail;
  readonly canWrite: boolean;
}) {
  const decided = canWrite
    ? []
    : [
        { term: 'Status', value: <IncidentStatusBadge status={incident.status} /> },
        { term: 'Severity', value: <SeverityBadge severity={incident.severity} /> },
        { term: 'Assigned to', value: incident.assignedTo?.name ?? null },
        { term: 'Classification', value: CLASSIFICATION_LABEL[incident.classification] },
        { term: 'Determination', value: DETERMINATION_LABEL[incident.determination] },
      ];
  return (
    <Card title="Details">
      <DefinitionList
        items={[
          ...decided,
          { term: 'First activity', value: <TimeText value={incident.firstActivity} format="short" /> },
          { term: 'Last activity', value: <TimeText value={incident.lastActivity} format="short" /> },
          { term: 'Created', value: <TimeText value={incident.createdAt} format="short" /> },
          { term: 'Last update', value: <TimeText value={incident.updatedAt} format="short" /> },
          { term: 'Changed by', value: incident.lastModifiedBy },
          ...(incident.acknowledgedAt
            ? [{ term: 'Acknowledged', value: <TimeText value={incident.acknowledgedAt} format="short" /> }]
            : []),
          ...(incident.resolvedAt
            ? [{ term: 'Resolved', value: <TimeText value={incident.resolvedAt} format="short" /> }]
            : []),
          ...(incident.resolvingComment
            ? [
                {
                  term: 'Resolving comment',
                  value: <span className="whitespace-pre-wrap">{incident.resolvingComment}</span>,
                },
              ]
            : []),
          ...(incident.mergedFrom.length > 0
            ? [{ term: 'Merged from', value: <MergedFrom incident={incident} canWrite={canWrite} /> }]
            : []),
          {
            term: 'Sources',
            value: incident.serviceSources.map((source) => SOURCE_LABEL[source]).join(', '),
          },
        ]}
      />
    </Card>
  );
}
