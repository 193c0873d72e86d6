'use client';
import { useState } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field, Select } from '@/components/ui/field';
import { assignAlert, setAlertStatus } from '@/lib/actions/alerts';
import { useCommand } from '@/lib/client/use-command';
import type { AlertStatus } from '@/lib/domain/alert';
import type { AlertDetail } from '@/lib/domain/views/alert';
import type { Person } from '@/lib/domain/views/incident';
import { ALERT_STATUS_LABEL, CLASSIFICATION_LABEL, DETERMINATION_LABEL } from '@/lib/domain/views/labels';
import { CloseDialog } from './close-dialog';

export interface AlertManageProps {
  readonly alert: AlertDetail;
  readonly people: readonly Person[];
  /** The person who looks at it. */
  readonly me: string;
  readonly canExclude: boolean;
}

/** What a person decides about one alert. */
export function AlertManage({ alert, people, me, canExclude }: AlertManageProps) {
  const { run, isPending, error } = useCommand();
  const [dialog, setDialog] = useState<'classify' | 'resolve' | null>(null);
  const target = { id: alert.id, version: alert.version };
  const isResolved = alert.status === 'resolved';
  const assign = (assignedTo: string | null) => void run(() => assignAlert({ ...target, assignedTo }));
  useShortcuts('Alert', [
    { keys: 'm', label: 'Assign to me', run: () => alert.assignedTo?.id !== me && assign(me) },
    { keys: 'c', label: 'Classify', run: () => setDialog('classify') },
    { keys: 'r', label: 'Resolve', run: () => !isResolved && setDialog('resolve') },
  ]);
  return (
    <Card title="Manage alert">
      <div className="flex flex-col gap-3" aria-busy={isPending}>
        {error === null ? null : (
          <Banner tone="error" live>
            {error}
          </Banner>
        )}
        <Field label="Status">
          {(state) => (
            <Select
              {...state}
              value={alert.status}
              disabled={isPending || isResolved}
              options={stepsOf(alert.status).map((value) => ({ value, label: ALERT_STATUS_LABEL[value] }))}
              onChange={(event) => {
                const status = STEPS.find((value) => value === event.target.value);
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
                ...withCurrent(people, alert.assignedTo).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(event) => assign(event.target.value || null)}
            />
          )}
        </Field>
        <div>
          <p className="font-medium text-xs">Classification</p>
          <p>{classificationOf(alert)}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          {alert.assignedTo?.id === me ? null : (
            <Button disabled={isPending} onClick={() => assign(me)}>
              Assign to me
            </Button>
          )}
          <Button onClick={() => setDialog('classify')}>Classify …</Button>
          {isResolved ? (
            <Button
              pending={isPending}
              onClick={() => void run(() => setAlertStatus({ ...target, status: 'inProgress' }))}
            >
              Reopen
            </Button>
          ) : (
            <Button variant="primary" onClick={() => setDialog('resolve')}>
              Resolve …
            </Button>
          )}
        </div>
      </div>
      {dialog === null ? null : (
        <CloseDialog
          alert={alert}
          resolve={dialog === 'resolve'}
          canExclude={canExclude}
          onClose={() => setDialog(null)}
        />
      )}
    </Card>
  );
}

/** Resolving and reopening have their own buttons. */
const STEPS = ['new', 'inProgress'] as const satisfies readonly AlertStatus[];

const stepsOf = (status: AlertStatus): readonly AlertStatus[] =>
  STEPS.some((step) => step === status) ? STEPS : [status, ...STEPS];

const withCurrent = (people: readonly Person[], current: Person | null): readonly Person[] =>
  current === null || people.some((person) => person.id === current.id) ? people : [...people, current];

const classificationOf = ({ classification, determination }: AlertDetail): string =>
  determination === 'unknown'
    ? CLASSIFICATION_LABEL[classification]
    : `${CLASSIFICATION_LABEL[classification]} · ${DETERMINATION_LABEL[determination]}`;
