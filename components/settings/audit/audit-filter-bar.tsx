'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { SearchField } from '@/components/incidents/search-field';
import { SmallSelect } from '@/components/incidents/small-select';
import { TimeFilter } from '@/components/lists/time-filter';
import { Button } from '@/components/ui/button';
import { FilterBar } from '@/components/ui/filter-bar';
import { type AuditParams, auditHref } from '@/lib/client/audit';
import type { AuditChoices } from '@/lib/domain/views/audit';

export interface AuditFilterBarProps {
  readonly params: AuditParams;
  readonly choices: AuditChoices;
}

/** Who, what, to what and when. The address is their only state. */
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
        <TimeFilter label="Time" value={params.range} onChange={(range) => set({ range })} />
        {isFiltered ? (
          <Button size="sm" variant="ghost" onClick={() => start(() => router.push(auditHref({})))}>
            Reset
          </Button>
        ) : null}
      </FilterBar>
    </div>
  );
}
