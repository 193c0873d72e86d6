'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { SearchField } from '@/components/incidents/search-field';
import { SelectionMenu } from '@/components/incidents/selection-menu';
import { Button } from '@/components/ui/button';
import { FilterBar } from '@/components/ui/filter-bar';
import { type RiskyUserParams, riskyUserSearch } from '@/lib/client/risk';
import { RISK_LEVELS, RISK_STATES } from '@/lib/domain/risk';
import { RISK_LEVEL_LABEL, RISK_STATE_LABEL } from '@/lib/domain/views/labels';

/** The filters of the list of risky users. The address is their only state. */
export function RiskyUserFilterBar({ params }: { readonly params: RiskyUserParams }) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const set = (change: Partial<RiskyUserParams>) =>
    start(() => router.push(`/users${riskyUserSearch({ ...params, after: '', before: '', ...change })}`));
  return (
    <div className={isPending ? 'mb-3 opacity-70' : 'mb-3'} aria-busy={isPending}>
      <FilterBar>
        <SearchField
          key={params.q}
          label="Search users"
          placeholder="Name or identifier"
          value={params.q}
          onSubmit={(q) => set({ q })}
        />
        <SelectionMenu
          label="Level"
          value={params.level}
          onChange={(level) => set({ level })}
          options={[...RISK_LEVELS].reverse().map((value) => ({ value, label: RISK_LEVEL_LABEL[value] }))}
        />
        <SelectionMenu
          label="State"
          value={params.state}
          onChange={(state) => set({ state })}
          options={RISK_STATES.map((value) => ({ value, label: RISK_STATE_LABEL[value] }))}
        />
        {riskyUserSearch({ ...params, after: '', before: '' }) === '' ? null : (
          <Button size="sm" variant="ghost" onClick={() => start(() => router.push('/users'))}>
            Reset
          </Button>
        )}
      </FilterBar>
    </div>
  );
}
