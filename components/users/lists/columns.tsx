import { RiskStateBadge } from '@/components/incidents/badges';
import type { ListColumn } from '@/components/lists/list-kind';
import type { RiskDetail, RiskState } from '@/lib/domain/risk';
import type { RiskOwner } from '@/lib/domain/views/risk';
import { RISK_DETAIL_LABEL } from '@/lib/domain/views/risk-labels';
import { FromPlace, type FromPlaceProps } from '../from-place';
import { NOTHING, owner, text } from './cells';

/** What rows of risk have in common: whose it is, where it came from, and what became of it. */
interface RiskRow extends FromPlaceProps {
  readonly user: RiskOwner;
  readonly state: RiskState;
  readonly detail: RiskDetail;
}

/** Columns that lists of risk share. */
export const RISK_COLUMNS = {
  user: {
    id: 'user',
    label: 'User',
    width: 224,
    className: 'w-56',
    onPhone: true,
    cell: (row) => owner(row.user),
  },
  state: {
    id: 'state',
    label: 'State',
    width: 180,
    className: 'w-45',
    cell: (row) => (
      <span title={row.detail === 'none' ? undefined : RISK_DETAIL_LABEL[row.detail]}>
        <RiskStateBadge state={row.state} />
      </span>
    ),
  },
  from: {
    id: 'from',
    label: 'From',
    width: 208,
    className: 'w-52',
    cell: (row) => (
      <span className="block truncate text-xs">
        <FromPlace ipAddress={row.ipAddress} place={row.place} />
      </span>
    ),
  },
  detail: {
    id: 'detail',
    label: 'Detail',
    width: 240,
    className: 'w-60',
    cell: (row) => (row.detail === 'none' ? NOTHING : text(RISK_DETAIL_LABEL[row.detail])),
  },
} as const satisfies Record<string, ListColumn<RiskRow>>;
