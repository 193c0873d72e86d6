'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useTransition } from 'react';
import { SearchField } from '@/components/incidents/search-field';
import { SelectionMenu } from '@/components/incidents/selection-menu';
import { SmallSelect } from '@/components/incidents/small-select';
import { Button } from '@/components/ui/button';
import { FilterBar } from '@/components/ui/filter-bar';
import {
  type RiskDetectionParams,
  type RiskySignInParams,
  riskDetectionSearch,
  riskySignInSearch,
} from '@/lib/client/risk';
import { SERVICE_SOURCES } from '@/lib/domain/alert';
import {
  RISK_ACTIVITIES,
  RISK_DETECTION_TIMINGS,
  RISK_EVENT_TYPES,
  RISK_LEVELS,
  RISK_STATES,
} from '@/lib/domain/risk';
import { RANGES } from '@/lib/domain/views/filter';
import {
  RANGE_LABEL,
  RISK_ACTIVITY_LABEL,
  RISK_LEVEL_LABEL,
  RISK_STATE_LABEL,
  RISK_TIMING_LABEL,
  riskName,
  SOURCE_LABEL,
} from '@/lib/domain/views/labels';

const optionsOf = <T extends string>(values: readonly T[], label: (value: T) => string) =>
  values.map((value) => ({ value, label: label(value) }));

const LEVELS = optionsOf([...RISK_LEVELS].reverse(), (level) => RISK_LEVEL_LABEL[level]);
const STATES = optionsOf(RISK_STATES, (state) => RISK_STATE_LABEL[state]);
const TYPES = optionsOf(RISK_EVENT_TYPES, riskName).sort((a, b) => a.label.localeCompare(b.label, 'en'));
const TIMINGS = optionsOf(RISK_DETECTION_TIMINGS, (timing) => RISK_TIMING_LABEL[timing]);
const ACTIVITIES = optionsOf(RISK_ACTIVITIES, (activity) => RISK_ACTIVITY_LABEL[activity]);
const SOURCES = optionsOf(SERVICE_SOURCES, (source) => SOURCE_LABEL[source]);
const TIMES = optionsOf(RANGES, (range) => RANGE_LABEL[range]);

interface FrameProps {
  readonly path: string;
  readonly search: string;
  readonly children: (open: (search: string) => void) => ReactNode;
}

/** A bar whose only state is the address; it offers *Reset* when a filter is set. */
function Frame({ path, search, children }: FrameProps) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const open = (next: string) => start(() => router.push(`${path}${next}`));
  return (
    <div className={isPending ? 'mb-3 opacity-70' : 'mb-3'} aria-busy={isPending}>
      <FilterBar>
        {children(open)}
        {search === '' ? null : (
          <Button size="sm" variant="ghost" onClick={() => open('')}>
            Reset
          </Button>
        )}
      </FilterBar>
    </div>
  );
}

/** The filters of the list of risk detections. */
export function RiskDetectionFilterBar({ params }: { readonly params: RiskDetectionParams }) {
  const searchOf = (change: Partial<RiskDetectionParams>) =>
    riskDetectionSearch({ ...params, after: '', before: '', ...change });
  return (
    <Frame path="/risk-detections" search={searchOf({})}>
      {(open) => {
        const menu = (key: 'type' | 'level' | 'state' | 'timing' | 'activity' | 'source') => ({
          value: params[key],
          onChange: (value: string) => open(searchOf({ [key]: value })),
        });
        return (
          <>
            <SearchField
              key={params.q}
              label="Search risk detections by user or IP address"
              placeholder="User or IP address"
              value={params.q}
              onSubmit={(q) => open(searchOf({ q }))}
            />
            <SelectionMenu label="Detection type" {...menu('type')} options={TYPES} />
            <SelectionMenu label="Level" {...menu('level')} options={LEVELS} />
            <SelectionMenu label="State" {...menu('state')} options={STATES} />
            <SelectionMenu label="Timing" {...menu('timing')} options={TIMINGS} />
            <SelectionMenu label="Activity" {...menu('activity')} options={ACTIVITIES} />
            <SelectionMenu label="Source" {...menu('source')} options={SOURCES} />
            <SmallSelect
              label="Time range"
              value={params.range}
              options={TIMES}
              onChange={(value) =>
                open(searchOf({ range: RANGES.find((range) => range === value) ?? 'all' }))
              }
            />
          </>
        );
      }}
    </Frame>
  );
}

/** The filters of the list of risky sign-ins. */
export function RiskySignInFilterBar({ params }: { readonly params: RiskySignInParams }) {
  const searchOf = (change: Partial<RiskySignInParams>) =>
    riskySignInSearch({ ...params, after: '', before: '', ...change });
  return (
    <Frame path="/risky-sign-ins" search={searchOf({})}>
      {(open) => {
        const menu = (key: 'type' | 'level' | 'during' | 'state') => ({
          value: params[key],
          onChange: (value: string) => open(searchOf({ [key]: value })),
        });
        return (
          <>
            <SearchField
              key={params.q}
              label="Search risky sign-ins by user, IP address, application or place"
              placeholder="User, IP address, application, place"
              value={params.q}
              onSubmit={(q) => open(searchOf({ q }))}
            />
            <SelectionMenu label="State" {...menu('state')} options={STATES} />
            <SelectionMenu label="Level (aggregate)" {...menu('level')} options={LEVELS} />
            <SelectionMenu label="Level (real time)" {...menu('during')} options={LEVELS} />
            <SelectionMenu label="Detection type" {...menu('type')} options={TYPES} />
            <SmallSelect
              label="Time range"
              value={params.range}
              options={TIMES}
              onChange={(value) =>
                open(searchOf({ range: RANGES.find((range) => range === value) ?? 'all' }))
              }
            />
          </>
        );
      }}
    </Frame>
  );
}
