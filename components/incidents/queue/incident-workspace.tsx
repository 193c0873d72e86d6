'use client';
import { ListWorkspace, type ListWorkspaceProps } from '@/components/lists/list-workspace';
import { Triage } from '@/components/lists/triage';
import type { TriageKind } from '@/components/lists/use-triage';
import { assignIncident, classifyIncident, resolveIncident } from '@/lib/actions/incidents';
import type { IncidentRow, Person } from '@/lib/domain/views/incident';
import { INCIDENT_KIND } from './incident-kind';

export interface IncidentWorkspaceProps extends Omit<ListWorkspaceProps<IncidentRow>, 'kind' | 'actions'> {
  readonly me: Person;
}

const TRIAGE: TriageKind<IncidentRow> = {
  title: 'Incident',
  called: (row) => `#${row.number}`,
  assign: (target, me) => assignIncident({ ...target, assignedTo: me }),
  classify: (target, { classification, determination }) =>
    classifyIncident({ ...target, classification, determination }),
  resolve: (target, verdict) => resolveIncident({ ...target, ...verdict }),
};

/** The incident queue. */
export function IncidentWorkspace({ me, ...list }: IncidentWorkspaceProps) {
  return (
    <ListWorkspace
      {...list}
      kind={INCIDENT_KIND}
      actions={(context) => (
        <Triage
          kind={INCIDENT_KIND}
          how={TRIAGE}
          me={me}
          context={context.row?.status === 'redirected' ? { ...context, row: null } : context}
          describe={(row) => row.displayName}
          follows={(row) =>
            `${row.activeAlertCount} open ${row.activeAlertCount === 1 ? 'alert is' : 'alerts are'} resolved with it; those without a classification of their own get this one.`
          }
        />
      )}
    />
  );
}
