'use client';
import { ArrowDownWideNarrow, ArrowUpNarrowWide, Layers } from 'lucide-react';
import { DisplayMenu } from '@/components/lists/display-menu';
import { Button } from '@/components/ui/button';
import { Menu, MenuLabel, MenuRadioGroup, MenuSeparator } from '@/components/ui/dropdown-menu';
import { DIRECTIONS, INCIDENT_GROUPS, INCIDENT_SORTS, type IncidentSort } from '@/lib/domain/views/incident';
import { INCIDENT_FACET_LABEL, INCIDENT_SORT_LABEL } from '@/lib/domain/views/labels';
import { chosenColumns, QUEUE_COLUMNS } from './columns';
import type { QueueAddress } from './use-queue-address';
import type { QueueLive } from './use-queue-live';

export interface ListBarProps {
  readonly address: QueueAddress;
  /** Exact, or null while it is being counted. */
  readonly total: number | null;
  readonly live: QueueLive;
  /** Ids of columns that have no room on this screen. */
  readonly noRoom: () => readonly string[];
}

/** How many there are, what has come meanwhile, and how the list is ordered, grouped and shown. */
export function ListBar({ address, total, live, noRoom }: ListBarProps) {
  const { params, look } = address;
  const chosen = chosenColumns(params.columns).map(({ id }) => id);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <p role="status" aria-label="Count" className="text-muted text-xs">
        {total === null
          ? 'Counting …'
          : `${total.toLocaleString('en')} ${total === 1 ? 'incident' : 'incidents'}`}
      </p>
      <Waiting live={live} />
      <span className="ml-auto flex items-center gap-1.5">
        <SortMenu address={address} />
        <GroupMenu address={address} />
        <DisplayMenu
          columns={QUEUE_COLUMNS}
          chosen={chosen}
          noRoom={noRoom}
          onColumns={(columns) => look({ columns: [...columns] })}
          density={params.density}
          onDensity={(density) => look({ density })}
          onReset={() => look({ columns: [], density: 'comfortable' })}
        />
      </span>
    </div>
  );
}

/** New rows wait here until they are asked for. */
function Waiting({ live }: { readonly live: QueueLive }) {
  const { created, updated, isLoading, load } = live;
  const words = [created > 0 ? `${created} new` : '', updated > 0 ? `${updated} updated` : '']
    .filter(Boolean)
    .join(', ');
  return (
    <>
      <span aria-live="polite" className="sr-only">
        {created > 0 ? `${created} new incidents` : ''}
      </span>
      {words === '' ? null : (
        <Button size="sm" variant="primary" className="h-6" pending={isLoading} onClick={load}>
          {words}
        </Button>
      )}
    </>
  );
}

function SortMenu({ address: { ahead: params, go } }: { readonly address: QueueAddress }) {
  const Icon = params.dir === 'asc' ? ArrowUpNarrowWide : ArrowDownWideNarrow;
  return (
    <Menu
      trigger={
        <Button size="sm" aria-label={`Sort: ${INCIDENT_SORT_LABEL[params.sort]}`}>
          <Icon className="size-3.5" aria-hidden="true" />
          <span className="max-sm:sr-only">{INCIDENT_SORT_LABEL[params.sort]}</span>
        </Button>
      }
    >
      <MenuRadioGroup
        value={params.sort}
        onValueChange={(value) => {
          const sort = INCIDENT_SORTS.find((one) => one === value);
          if (sort) go({ sort });
        }}
        options={INCIDENT_SORTS.map((value) => ({ value, label: INCIDENT_SORT_LABEL[value] }))}
      />
      <MenuSeparator />
      <MenuRadioGroup
        value={params.dir}
        onValueChange={(value) => go({ dir: DIRECTIONS.find((one) => one === value) ?? 'desc' })}
        options={directions(params.sort)}
      />
    </Menu>
  );
}

const directions = (sort: IncidentSort) => {
  const isScale = sort === 'priority' || sort === 'severity' || sort === 'alerts';
  return [
    { value: 'desc', label: isScale ? 'Highest first' : 'Newest first' },
    { value: 'asc', label: isScale ? 'Lowest first' : 'Oldest first' },
  ];
};

const UNGROUPED = 'none';

function GroupMenu({ address: { ahead: params, go } }: { readonly address: QueueAddress }) {
  return (
    <Menu
      trigger={
        <Button size="sm" aria-label={`Group: ${params.group ? INCIDENT_FACET_LABEL[params.group] : 'none'}`}>
          <Layers className="size-3.5" aria-hidden="true" />
          <span className="max-sm:sr-only">
            {params.group ? `By ${INCIDENT_FACET_LABEL[params.group].toLowerCase()}` : 'Group'}
          </span>
        </Button>
      }
    >
      <MenuLabel>One with several values is in several groups</MenuLabel>
      <MenuRadioGroup
        value={params.group ?? UNGROUPED}
        onValueChange={(value) =>
          go({ group: INCIDENT_GROUPS.find((group) => group === value) ?? null, folded: [] })
        }
        options={[
          { value: UNGROUPED, label: 'No groups' },
          ...INCIDENT_GROUPS.map((value) => ({ value, label: INCIDENT_FACET_LABEL[value] })),
        ]}
      />
    </Menu>
  );
}
