'use client';
import { useState } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field, Select } from '@/components/ui/field';
import { reached } from '@/components/ui/on-reach';
import {
  assignIncident,
  classifyIncident,
  setIncidentSeverity,
  setIncidentStatus,
} from '@/lib/actions/incidents';
import { useCommand } from '@/lib/client/use-command';
import { INCIDENT_STATUSES, INCIDENT_TRANSITIONS, type IncidentStatus } from '@/lib/domain/incident';
import { SEVERITIES } from '@/lib/domain/severity';
import type { IncidentDetail, Person } from '@/lib/domain/views/incident';
import { INCIDENT_STATUS_LABEL, SEVERITY_LABEL } from '@/lib/domain/views/labels';
import { ClassificationFields, type Verdict } from './classification-fields';
import { CommandProblem } from './stale-notice';
import { TagEditor } from './tag-editor';

const VerdictDialog = reached(() => import('./verdict-dialog').then((module) => module.VerdictDialog));
const ResolveDialog = reached(() => import('./resolve-dialog').then((module) => module.ResolveDialog));
const ReopenDialog = reached(() => import('./resolve-dialog').then((module) => module.ReopenDialog));

export interface ManagePaneProps {
  readonly incident: IncidentDetail;
  readonly people: readonly Person[];
  /** Who looks. */
  readonly me: Person;
}

/** What a person decides about an incident. Every change is saved at once and shows in Activity. */
export function ManagePane({ incident, people, me }: ManagePaneProps) {
  const command = useCommand();
  const { run, isPending } = command;
  const [dialog, setDialog] = useState<'resolve' | 'reopen' | 'classify' | null>(null);
  const target = (onTop?: number) => ({ id: incident.id, version: onTop ?? incident.version });
  const assign = (assignedTo: string | null) =>
    void run((onTop) => assignIncident({ ...target(onTop), assignedTo }));
  const classify = (verdict: Verdict) =>
    void run((onTop) => classifyIncident({ ...target(onTop), ...verdict }));
  const isResolved = incident.status === 'resolved';
  useShortcuts('Incident', [
    { keys: 'm', label: 'Assign to me', run: () => incident.assignedTo?.id === me.id || assign(me.id) },
    { keys: 'c', label: 'Classify', run: () => setDialog('classify') },
    {
      keys: 'r',
      label: isResolved ? 'Reopen' : 'Resolve',
      run: () => setDialog(isResolved ? 'reopen' : 'resolve'),
    },
  ]);
  return (
    <Card title="Manage incident">
      <div className="flex flex-col gap-3" aria-busy={isPending}>
        <CommandProblem command={command} />
        <Field label="Status">
          {(state) => (
            <Select
              {...state}
              value={incident.status}
              disabled={isPending || isResolved}
              options={statusOptions(incident.status)}
              onChange={(event) => {
                const status = INCIDENT_STATUSES.find((value) => value === event.target.value);
                if (status) void run((onTop) => setIncidentStatus({ ...target(onTop), status }));
              }}
            />
          )}
        </Field>
        <Field label="Assigned to" hint="Its alerts follow.">
          {(state) => (
            <Select
              {...state}
              value={incident.assignedTo?.id ?? ''}
              disabled={isPending}
              options={[
                { value: '', label: 'Nobody' },
                ...withCurrent(people, incident.assignedTo).map(({ id, name }) => ({
                  value: id,
                  label: name,
                })),
              ]}
              onChange={(event) => assign(event.target.value || null)}
            />
          )}
        </Field>
        <ClassificationFields
          classification={incident.classification}
          determination={incident.determination}
          disabled={isPending}
          onChange={classify}
        />
        <Field
          label="Severity"
          hint={incident.severityIsCustom ? 'Set by a person.' : 'The highest of its alerts.'}
        >
          {(state) => (
            <Select
              {...state}
              value={incident.severityIsCustom ? incident.severity : ''}
              disabled={isPending}
              options={[
                {
                  value: '',
                  label: incident.severityIsCustom
                    ? 'Highest of its alerts'
                    : `${SEVERITY_LABEL[incident.severity]} (from its alerts)`,
                },
                ...[...SEVERITIES].reverse().map((value) => ({ value, label: SEVERITY_LABEL[value] })),
              ]}
              onChange={(event) => {
                const severity = SEVERITIES.find((value) => value === event.target.value) ?? null;
                void run((onTop) => setIncidentSeverity({ ...target(onTop), severity }));
              }}
            />
          )}
        </Field>
        <TagEditor incident={incident} />
        {isResolved ? (
          <Button onClick={() => setDialog('reopen')}>Reopen …</Button>
        ) : (
          <Button variant="primary" onClick={() => setDialog('resolve')}>
            Resolve …
          </Button>
        )}
      </div>
      {dialog === 'resolve' ? <ResolveDialog incident={incident} onClose={() => setDialog(null)} /> : null}
      {dialog === 'classify' ? (
        <VerdictDialog
          onClose={() => setDialog(null)}
          onChoose={(verdict) => {
            setDialog(null);
            classify(verdict);
          }}
        />
      ) : null}
      {dialog === 'reopen' ? <ReopenDialog incident={incident} onClose={() => setDialog(null)} /> : null}
    </Card>
  );
}

/** Only steps that exist: resolving and reopening have their own button, because they need a reason. */
function statusOptions(status: IncidentStatus) {
  const steps: readonly IncidentStatus[] = INCIDENT_TRANSITIONS[status];
  return [status, ...steps.filter((step) => step !== 'resolved')].map((value) => ({
    value,
    label: INCIDENT_STATUS_LABEL[value],
  }));
}

const withCurrent = (people: readonly Person[], current: Person | null): readonly Person[] =>
  current === null || people.some((person) => person.id === current.id) ? people : [...people, current];
