'use client';
import { X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { SearchField } from '@/components/incidents/search-field';
import { SmallSelect } from '@/components/incidents/small-select';
import { Button } from '@/components/ui/button';
import { FilterBar } from '@/components/ui/filter-bar';
import { type TimelineParams, timelineSearch } from '@/lib/client/entities';
import { TIMELINE_KIND_LABEL, TIMELINE_KINDS } from '@/lib/domain/views/entity';

export interface TimelineFilterBarProps {
  /** Address of the timeline. */
  readonly path: string;
  readonly params: TimelineParams;
  /** Sign-ins are of one kind. */
  readonly withKind?: boolean;
}

/** What a timeline shows. The address is its only state. */
export function TimelineFilterBar({ path, params, withKind = true }: TimelineFilterBarProps) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const set = (change: Partial<TimelineParams>) =>
    start(() =>
      router.push(`${path}${timelineSearch({ ...params, after: '', ...change })}`, { scroll: false }),
    );
  return (
    <div className={isPending ? 'mb-3 opacity-70' : 'mb-3'} aria-busy={isPending}>
      <FilterBar>
        <SearchField
          key={params.q}
          label="Search these rows"
          placeholder="Text in these rows"
          value={params.q}
          onSubmit={(q) => set({ q })}
        />
        {withKind ? (
          <SmallSelect
            label="Kind of event"
            value={params.kind}
            options={TIMELINE_KINDS.map((value) => ({ value, label: TIMELINE_KIND_LABEL[value] }))}
            onChange={(value) => set({ kind: TIMELINE_KINDS.find((kind) => kind === value) ?? 'all' })}
          />
        ) : null}
        {params.place === '' ? null : (
          <Button size="sm" onClick={() => set({ place: '' })}>
            From {params.place.split('/').reverse().join(', ')}
            <X className="size-3.5" aria-hidden="true" />
            <span className="sr-only">: remove this filter</span>
          </Button>
        )}
        {params.q === '' && params.kind === 'all' && params.place === '' ? null : (
          <Button size="sm" variant="ghost" onClick={() => set({ q: '', kind: 'all', place: '' })}>
            Reset
          </Button>
        )}
      </FilterBar>
    </div>
  );
}
