'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { setServiceLevelAction } from '@/lib/actions/detection-settings';
import { SERVICE_LEVELS, type ServiceLevel } from '@/lib/domain/service-level';
import type { ServiceLevelView } from '@/lib/domain/views/detection-settings';
import { SOURCE_LABEL } from '@/lib/domain/views/labels';
import { useCommand } from '../use-command';

const LEVELS: Readonly<Record<ServiceLevel, { readonly label: string; readonly meaning: string }>> = {
  high: { label: 'High only', meaning: 'Only detections of high severity become alerts.' },
  highAndMedium: {
    label: 'High and medium',
    meaning: 'Detections of high and medium severity become alerts.',
  },
  all: { label: 'All', meaning: 'Every detection becomes an alert.' },
  off: { label: 'Off', meaning: 'Nothing of this source becomes an alert.' },
};
const isLevel = (value: string): value is ServiceLevel => Object.hasOwn(LEVELS, value);
const alerts = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'alert' : 'alerts'}`;

export interface ServiceLevelsProps {
  readonly levels: readonly ServiceLevelView[];
  readonly editable: boolean;
}

/** One level per source of alerts, with what another level would have made. */
export function ServiceLevels({ levels, editable }: ServiceLevelsProps) {
  return (
    <Table label="Alert service levels" cards>
      <THead>
        <TH>Source</TH>
        <TH>Level</TH>
        <TH>What it means</TH>
      </THead>
      <tbody>
        {levels.map((view) => (
          // A level that was saved starts its row anew.
          <Row key={`${view.source} ${view.level}`} view={view} editable={editable} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ view, editable }: { readonly view: ServiceLevelView; readonly editable: boolean }) {
  const [chosen, setChosen] = useState(view.level);
  const save = useCommand(setServiceLevelAction, { done: 'Level saved: it counts from the next batch on' });
  const options = SERVICE_LEVELS.map((level) => ({
    value: level,
    label: `${LEVELS[level].label}${level === view.defaultLevel ? ' (default)' : ''}: ${alerts(view.wouldMake[level])}`,
  }));
  return (
    <TR>
      <TD className="font-medium">{SOURCE_LABEL[view.source]}</TD>
      <TD>
        <div className="flex items-center gap-2">
          {editable ? (
            <Select
              className="w-64 max-w-full"
              aria-label={`Level of ${SOURCE_LABEL[view.source]}`}
              value={chosen}
              onChange={(event) => isLevel(event.target.value) && setChosen(event.target.value)}
              options={options}
            />
          ) : (
            LEVELS[view.level].label
          )}
          {chosen === view.level ? null : (
            <Button
              size="sm"
              variant="primary"
              pending={save.pending}
              onClick={() => save.run({ source: view.source, from: view.level, to: chosen })}
            >
              Save
            </Button>
          )}
        </div>
      </TD>
      <TD className="text-muted">
        {LEVELS[chosen].meaning}{' '}
        {chosen === view.level ? (
          `In the last 30 days it made ${alerts(view.made)}.`
        ) : (
          <strong className="font-medium text-text">
            In the last 30 days this would have made {alerts(view.wouldMake[chosen])} instead of {view.made}.
          </strong>
        )}
      </TD>
    </TR>
  );
}
