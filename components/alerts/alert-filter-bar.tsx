'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { SearchField } from '@/components/incidents/search-field';
import { SelectionMenu } from '@/components/incidents/selection-menu';
import { SmallSelect } from '@/components/incidents/small-select';
import { SpanWords } from '@/components/overview/span-words';
import { Button } from '@/components/ui/button';
import { FilterBar } from '@/components/ui/filter-bar';
import { FilterChip } from '@/components/ui/filter-chip';
import { type AlertParams, alertSearch } from '@/lib/client/alerts';
import { ALERT_STATUSES, CLASSIFICATIONS, DOMAINS, SERVICE_SOURCES, TACTICS } from '@/lib/domain/alert';
import { SEVERITIES } from '@/lib/domain/severity';
import { ALERT_KINDS, ALERT_SORTS } from '@/lib/domain/views/alert';
import { HISTORY_MODES, RANGES } from '@/lib/domain/views/filter';
import type { Person } from '@/lib/domain/views/incident';
import {
  ALERT_STATUS_LABEL,
  CLASSIFICATION_LABEL,
  DOMAIN_LABEL,
  HISTORY_LABEL,
  RANGE_LABEL,
  SEVERITY_LABEL,
  SOURCE_LABEL,
  TACTIC_LABEL,
} from '@/lib/domain/views/labels';
import { parseTimeRange } from '@/lib/domain/views/range';

export interface AlertFilterBarProps {
  readonly params: AlertParams;
  readonly people: readonly Person[];
}

/** The filters of the alert queue. The address is their only state. */
export function AlertFilterBar({ params, people }: AlertFilterBarProps) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const set = (change: Partial<AlertParams>) =>
    start(() => router.push(`/alerts${alertSearch({ ...params, after: '', before: '', ...change })}`));
  const menu = (
    key: 'severity' | 'status' | 'assignee' | 'source' | 'domain' | 'classification' | 'tactic',
  ) => ({
    value: params[key],
    onChange: (value: string) => set({ [key]: value }),
  });
  const options = <T extends string>(values: readonly T[], labels: Readonly<Record<T, string>>) =>
    values.map((value) => ({ value, label: labels[value] }));
  return (
    <div className={isPending ? 'mb-3 opacity-70' : 'mb-3'} aria-busy={isPending}>
      <FilterBar>
        <SearchField
          key={params.q}
          label="Search alerts by title or entity"
          placeholder="Title or entity"
          value={params.q}
          onSubmit={(q) => set({ q })}
        />
        <SelectionMenu
          label="Status"
          {...menu('status')}
          options={options(ALERT_STATUSES, ALERT_STATUS_LABEL)}
        />
        <SelectionMenu
          label="Severity"
          {...menu('severity')}
          options={options([...SEVERITIES].reverse(), SEVERITY_LABEL)}
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
        <SelectionMenu label="Source" {...menu('source')} options={options(SERVICE_SOURCES, SOURCE_LABEL)} />
        <SelectionMenu label="Domain" {...menu('domain')} options={options(DOMAINS, DOMAIN_LABEL)} />
        <SelectionMenu label="Tactic" {...menu('tactic')} options={options(TACTICS, TACTIC_LABEL)} />
        <SelectionMenu
          label="Classification"
          {...menu('classification')}
          options={options(CLASSIFICATIONS, CLASSIFICATION_LABEL)}
        />
        {params.technique === 'any' ? null : (
          <FilterChip label="Technique" onClear={() => set({ technique: 'any' })}>
            {params.technique}
          </FilterChip>
        )}
        {params.detector === 'any' ? null : (
          <FilterChip label="Detector" onClear={() => set({ detector: 'any' })}>
            {params.detector}
          </FilterChip>
        )}
        {params.created === 'all' ? null : (
          <FilterChip label="Created" onClear={() => set({ created: 'all' })}>
            <SpanWords range={parseTimeRange(params.created)} />
          </FilterChip>
        )}
        <SmallSelect
          label="Show"
          value={params.show}
          options={[
            { value: 'alerts', label: 'Alerts' },
            { value: 'signals', label: 'Kept as signals' },
          ]}
          onChange={(value) => set({ show: ALERT_KINDS.find((kind) => kind === value) ?? 'alerts' })}
        />
        <SmallSelect
          label="History"
          value={params.history}
          options={options(HISTORY_MODES, HISTORY_LABEL)}
          onChange={(value) => set({ history: HISTORY_MODES.find((mode) => mode === value) ?? 'live' })}
        />
        <SmallSelect
          label="Time range"
          value={params.range}
          options={options(RANGES, RANGE_LABEL)}
          onChange={(value) => set({ range: RANGES.find((range) => range === value) ?? 'all' })}
        />
        <SmallSelect
          label="Sort by"
          value={params.sort}
          options={[
            { value: 'updated', label: 'By last update' },
            { value: 'created', label: 'By created' },
          ]}
          onChange={(value) => set({ sort: ALERT_SORTS.find((sort) => sort === value) ?? 'updated' })}
        />
        {alertSearch({ ...params, after: '', before: '' }) === '' ? null : (
          <Button size="sm" variant="ghost" onClick={() => start(() => router.push('/alerts'))}>
            Reset
          </Button>
        )}
      </FilterBar>
    </div>
  );
}
