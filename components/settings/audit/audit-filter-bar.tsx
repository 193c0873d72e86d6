'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { SearchField } from '@/components/incidents/search-field';
import { SmallSelect } from '@/components/incidents/small-select';
import { Button } from '@/components/ui/button';
import { FilterBar } from '@/components/ui/filter-bar';
import { type AuditParams, auditHref } from '@/lib/client/audit';
import type { AuditChoices } from '@/lib/domain/views/audit';
import { RANGES } from '@/lib/domain/views/filter';
import { RANGE_LABEL } from '@/lib/domain/views/labels';

export interface AuditFilterBarProps {
  readonly params: AuditParams;
  readonly choices: AuditChoices;
}

/** Who, what, to what and since when. The address is their only state. */
export function AuditFilterBar({ params, choices }: AuditFilterBarProps) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const set = (change: Partial<AuditParams>) =>
    start(() => router.push(auditHref({ ...params, before: '', ...change })));
  const isFiltered = auditHref({ ...params, before: '' }) !== auditHref({});
  return (
    <div className={isPending ? 'mb-3 opacity-70' : 'mb-3'} aria-busy={isPending}>
      <FilterBar>
        <SearchField
          key={params.target}
          label="Search by what was changed"
          placeholder="#42, an address or an id"
          value={params.target}
          onSubmit={(target) => set({ target })}
        />
        <SmallSelect
          label="Who"
          value={params.who}
          options={[
            { value: '', label: 'Everybody' },
            ...choices.actors.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(who) => set({ who })}
        />
        <SmallSelect
          label="Action"
          value={params.action}
          options={[
            { value: '', label: 'Any action' },
            ...choices.actions.map((value) => ({ value, label: value })),
          ]}
          onChange={(action) => set({ action })}
        />
        <SmallSelect
          label="Time range"
          value={params.range}
          options={RANGES.map((value) => ({ value, label: RANGE_LABEL[value] }))}
          onChange={(value) => set({ range: RANGES.find((range) => range === value) ?? 'all' })}
        />
        {isFiltered ? (
          <Button size="sm" variant="ghost" onClick={() => start(() => router.push(auditHref({})))}>
            Reset
          </Button>
        ) : null}
      </FilterBar>
    </div>
  );
}
