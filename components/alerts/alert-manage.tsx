'use client';
import { ClassificationFields } from '@/components/incidents/classification-fields';
import { Banner } from '@/components/ui/banner';
import { Card } from '@/components/ui/card';
import { Field, Select } from '@/components/ui/field';
import { assignAlert, classifyAlert, setAlertStatus } from '@/lib/actions/alerts';
import { useCommand } from '@/lib/client/use-command';
import { ALERT_STATUSES } from '@/lib/domain/alert';
import type { AlertDetail } from '@/lib/domain/views/alert';
import type { Person } from '@/lib/domain/views/incident';
import { ALERT_STATUS_LABEL } from '@/lib/domain/views/labels';

export interface AlertManageProps {
  readonly alert: AlertDetail;
  readonly people: readonly Person[];
}

/** What a person decides about one alert. */
export function AlertManage({ alert, people }: AlertManageProps) {
  const { run, isPending, error } = useCommand();
  const target = { id: alert.id, version: alert.version };
  const statuses = ALERT_STATUSES.filter((status) => status !== 'unknown' || alert.status === 'unknown');
  return (
    <Card title="Manage alert">
      <div className="flex flex-col gap-3" aria-busy={isPending}>
        {error === null ? null : (
          <Banner tone="error" live>
            {error}
          </Banner>
        )}
        <Field label="Status" hint="Resolving a false or expected one dismisses the risk behind it.">
          {(state) => (
            <Select
              {...state}
              value={alert.status}
              disabled={isPending}
              options={statuses.map((value) => ({ value, label: ALERT_STATUS_LABEL[value] }))}
              onChange={(event) => {
                const status = statuses.find((value) => value === event.target.value);
                if (status) void run(() => setAlertStatus({ ...target, status }));
              }}
            />
          )}
        </Field>
        <Field label="Assigned to">
          {(state) => (
            <Select
              {...state}
              value={alert.assignedTo?.id ?? ''}
              disabled={isPending}
              options={[
                { value: '', label: 'Nobody' },
                ...people.map((person) => ({ value: person.id, label: person.name })),
              ]}
              onChange={(event) =>
                void run(() => assignAlert({ ...target, assignedTo: event.target.value || null }))
              }
            />
          )}
        </Field>
        <ClassificationFields
          classification={alert.classification}
          determination={alert.determination}
          disabled={isPending}
          onChange={(verdict) => void run(() => classifyAlert({ ...target, ...verdict }))}
        />
      </div>
    </Card>
  );
}
