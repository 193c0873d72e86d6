'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SeverityBadge } from '@/components/incidents/badges';
import { Field, Input } from '@/components/ui/field';
import { otherIncidents } from '@/lib/client/regroup-query';
import type { IncidentChoice } from '@/lib/domain/views/regroup';

export interface IncidentPickerProps {
  /** The incident that is left out, where there is one. */
  readonly number: number | null;
  readonly label: string;
  readonly chosen: IncidentChoice | null;
  readonly onChoose: (incident: IncidentChoice) => void;
}

/** Finds an open incident by number or name; without a text the latest ones are offered. */
export function IncidentPicker({ number, label, chosen, onChoose }: IncidentPickerProps) {
  const [text, setText] = useState('');
  const { data = [], isFetched } = useQuery(otherIncidents(number, text.trim()));
  return (
    <div className="flex flex-col gap-2">
      <Field label={label}>
        {(state) => (
          <Input
            {...state}
            type="search"
            value={text}
            placeholder="Number or name"
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <fieldset className="max-h-56 min-w-0 overflow-y-auto rounded-md border">
        <legend className="sr-only">Incidents</legend>
        {data.map((incident) => (
          <label
            key={incident.id}
            className="flex items-center gap-2 border-b px-3 py-1.5 last:border-b-0 hover:bg-hover has-checked:bg-selected"
          >
            <input
              type="radio"
              name="incident"
              className="accent-accent"
              checked={chosen?.id === incident.id}
              onChange={() => onChoose(incident)}
            />
            <span className="text-muted tabular-nums">#{incident.number}</span>
            <span className="min-w-0 flex-1 truncate" title={incident.displayName}>
              {incident.displayName}
            </span>
            <SeverityBadge severity={incident.severity} />
            <span className="text-muted text-xs">
              {incident.alertCount} {incident.alertCount === 1 ? 'alert' : 'alerts'}
            </span>
          </label>
        ))}
        {isFetched && data.length === 0 ? (
          <p className="px-3 py-4 text-center text-muted">No open incident is called this.</p>
        ) : null}
      </fieldset>
    </div>
  );
}
