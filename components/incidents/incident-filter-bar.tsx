'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { FilterBar } from '@/components/ui/filter-bar';
import { type IncidentParams, incidentSearch } from '@/lib/client/incidents';
import { CLASSIFICATIONS, DOMAINS, SERVICE_SOURCES } from '@/lib/domain/alert';
import { INCIDENT_STATUSES } from '@/lib/domain/incident';
import { SEVERITIES } from '@/lib/domain/severity';
import { HISTORY_MODES, RANGES } from '@/lib/domain/views/filter';
import { INCIDENT_SORTS, type IncidentCounts, type Person } from '@/lib/domain/views/incident';
import {
  CLASSIFICATION_LABEL,
  DOMAIN_LABEL,
  HISTORY_LABEL,
  INCIDENT_SORT_LABEL,
  INCIDENT_STATUS_LABEL,
  RANGE_LABEL,
  SEVERITY_LABEL,
  SOURCE_LABEL,
} from '@/lib/domain/views/labels';
import { SearchField } from './search-field';
import { SelectionMenu } from './selection-menu';
import { SmallSelect } from './small-select';

export interface IncidentFilterBarProps {
  readonly params: IncidentParams;
  readonly people: readonly Person[];
  readonly tags: readonly string[];
  /** Absent while it is still being counted. */
  readonly counts: IncidentCounts | null;
}

const same = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

/** The filters of the incident queue. The address is their only state. */
export function IncidentFilterBar({ params, people, tags, counts }: IncidentFilterBarProps) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const set = (change: Partial<IncidentParams>) =>
    start(() => router.push(`/incidents${incidentSearch({ ...params, after: '', before: '', ...change })}`));
  const menu = (
    key: 'severity' | 'status' | 'assignee' | 'source' | 'domain' | 'tag' | 'classification',
  ) => ({
    value: params[key],
    onChange: (value: string) => set({ [key]: value }),
  });
  return (
    <div className={isPending ? 'mb-3 opacity-70' : 'mb-3'} aria-busy={isPending}>
      <FilterBar>
        <SearchField
          key={params.q}
          label="Search incidents by number, name or entity"
          placeholder="Number, name or entity"
          value={params.q}
          onSubmit={(q) => set({ q })}
        />
        <SelectionMenu
          label="Status"
          {...menu('status')}
          options={INCIDENT_STATUSES.map((value) => ({
            value,
            label: INCIDENT_STATUS_LABEL[value],
            count: counts ? (counts.status[value] ?? 0) : undefined,
          }))}
        />
        <SelectionMenu
          label="Severity"
          {...menu('severity')}
          options={[...SEVERITIES].reverse().map((value) => ({
            value,
            label: SEVERITY_LABEL[value],
            count: counts ? (counts.severity[value] ?? 0) : undefined,
          }))}
        />
        <SelectionMenu
          label="Assigned to"
          {...menu('assignee')}
          options={[
            { value: 'me', label: 'Me' },
            { value: 'none', label: 'Nobody' },
            ...people.map((person) => ({ value: person.id, label: person.name })),
          ]}
        />
        <SelectionMenu
          label="Source"
          {...menu('source')}
          options={SERVICE_SOURCES.map((value) => ({ value, label: SOURCE_LABEL[value] }))}
        />
        <SelectionMenu
          label="Domain"
          {...menu('domain')}
          options={DOMAINS.map((value) => ({ value, label: DOMAIN_LABEL[value] }))}
        />
        {tags.length > 0 ? <SelectionMenu label="Tag" {...menu('tag')} options={same(tags)} /> : null}
        <SelectionMenu
          label="Classification"
          {...menu('classification')}
          options={CLASSIFICATIONS.map((value) => ({ value, label: CLASSIFICATION_LABEL[value] }))}
        />
        <SmallSelect
          label="History"
          value={params.history}
          options={HISTORY_MODES.map((value) => ({ value, label: HISTORY_LABEL[value] }))}
          onChange={(value) => set({ history: HISTORY_MODES.find((mode) => mode === value) ?? 'live' })}
        />
        <SmallSelect
          label="Time range"
          value={params.range}
          options={RANGES.map((value) => ({ value, label: RANGE_LABEL[value] }))}
          onChange={(value) => set({ range: RANGES.find((range) => range === value) ?? 'all' })}
        />
        <SmallSelect
          label="Sort by"
          value={params.sort}
          options={INCIDENT_SORTS.map((value) => ({
            value,
            label: `By ${INCIDENT_SORT_LABEL[value].toLowerCase()}`,
          }))}
          onChange={(value) => set({ sort: INCIDENT_SORTS.find((sort) => sort === value) ?? 'updated' })}
        />
        {incidentSearch({ ...params, after: '', before: '' }) === '' ? null : (
          <Button size="sm" variant="ghost" onClick={() => start(() => router.push('/incidents'))}>
            Reset
          </Button>
        )}
      </FilterBar>
    </div>
  );
}
