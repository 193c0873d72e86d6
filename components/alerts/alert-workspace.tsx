'use client';
import { ListWorkspace, type ListWorkspaceProps } from '@/components/lists/list-workspace';
import { Triage } from '@/components/lists/triage';
import type { TriageKind } from '@/components/lists/use-triage';
import { assignAlert, closeAlert } from '@/lib/actions/alerts';
import type { AlertRowView } from '@/lib/domain/views/alert';
import type { Person } from '@/lib/domain/views/incident';
import { ALERT_KIND } from './alert-kind';

export interface AlertWorkspaceProps extends Omit<ListWorkspaceProps<AlertRowView>, 'kind' | 'actions'> {
  readonly me: Person;
}

const TRIAGE: TriageKind<AlertRowView> = {
  title: 'Alert',
  called: (row) => `“${row.title}”`,
  assign: (target, me) => assignAlert({ ...target, assignedTo: me }),
  classify: (target, verdict) => closeAlert({ ...target, ...verdict, resolve: false, exclusion: null }),
  resolve: (target, verdict) => closeAlert({ ...target, ...verdict, resolve: true, exclusion: null }),
};

/** The alert queue. */
export function AlertWorkspace({ me, ...list }: AlertWorkspaceProps) {
  return (
    <ListWorkspace
      {...list}
      kind={ALERT_KIND}
      actions={(context) => (
        <Triage
          kind={ALERT_KIND}
          how={TRIAGE}
          me={me}
          context={context}
          describe={(row) => row.incident?.displayName ?? 'In no incident'}
          follows={() =>
            'Risk detections behind a false positive or expected alert are dismissed. To keep quiet about the same from now on, open the alert.'
          }
        />
      )}
    />
  );
}
