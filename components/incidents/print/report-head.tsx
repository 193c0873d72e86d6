import { IncidentStatusBadge, PriorityBadge, SeverityBadge } from '@/components/incidents/badges';
import { KillChain } from '@/components/incidents/kill-chain';
import { DefinitionList } from '@/components/ui/definition-list';
import { TimeText } from '@/components/ui/time-text';
import type { IncidentDetail } from '@/lib/domain/views/incident';
import { CLASSIFICATION_LABEL, DETERMINATION_LABEL, SOURCE_LABEL } from '@/lib/domain/views/labels';
import type { StoryView } from '@/lib/domain/views/story';

export interface ReportHeadProps {
  readonly incident: IncidentDetail;
  readonly tactics: StoryView['tactics'];
}

/** What the incident is, in short. */
export function ReportHead({ incident, tactics }: ReportHeadProps) {
  const tags = [...incident.systemTags, ...incident.customTags];
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-muted text-xs">
        Incident #{incident.number}
        <SeverityBadge severity={incident.severity} />
        <IncidentStatusBadge status={incident.status} />
        Priority <PriorityBadge value={incident.priority} />
      </p>
      <h1 className="mt-1 mb-4 font-semibold text-lg">{incident.displayName}</h1>
      <div className="mb-4 grid items-start gap-4 sm:grid-cols-2 print:grid-cols-2">
        <DefinitionList
          items={[
            { term: 'Assigned to', value: incident.assignedTo?.name ?? 'Nobody' },
            { term: 'Classification', value: CLASSIFICATION_LABEL[incident.classification] },
            { term: 'Determination', value: DETERMINATION_LABEL[incident.determination] },
            { term: 'Tags', value: tags.length === 0 ? null : tags.join(', ') },
            {
              term: 'Sources',
              value: incident.serviceSources.map((source) => SOURCE_LABEL[source]).join(', '),
            },
            { term: 'Resolving comment', value: incident.resolvingComment },
          ]}
        />
        <DefinitionList
          items={[
            { term: 'First activity', value: <TimeText value={incident.firstActivity} /> },
            { term: 'Last activity', value: <TimeText value={incident.lastActivity} /> },
            { term: 'Created', value: <TimeText value={incident.createdAt} /> },
            { term: 'Acknowledged', value: moment(incident.acknowledgedAt) },
            { term: 'Resolved', value: moment(incident.resolvedAt) },
            {
              term: 'Priority',
              value: incident.priorityTerms.map(({ label, value }) => `${label} ${value}`).join(', ') || null,
            },
          ]}
        />
      </div>
      <KillChain counts={tactics} />
    </>
  );
}

const moment = (at: string | null) => (at === null ? null : <TimeText value={at} />);
