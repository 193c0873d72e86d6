import { ShieldCheck } from 'lucide-react';
import { RiskLevelBadge, RiskStateBadge } from '@/components/incidents/badges';
import { facetFields } from '@/components/lists/filter-fields';
import type { ListKind } from '@/components/lists/list-kind';
import { RISKY_USER_STATE } from '@/lib/client/risk';
import { RISKY_USER_FACETS, type RiskyUserRow } from '@/lib/domain/views/risk';
import { RISK_DETAIL_LABEL } from '@/lib/domain/views/risk-labels';
import { moment, NOTHING, text } from './cells';
import { RISKY_USER_WORDS } from './words';

/** Users at risk. */
export const RISKY_USER_KIND: ListKind<RiskyUserRow> = {
  name: 'users',
  state: RISKY_USER_STATE,
  words: {
    one: 'user',
    many: 'users',
    title: 'Risky users',
    search: { label: 'Search risky users', placeholder: 'Name or identifier' },
    empty:
      'By default this shows users at risk or confirmed compromised. Reset the filters, or choose further states.',
  },
  icon: <ShieldCheck />,
  live: ['risk.'],
  builtIn: [
    { id: 'open', name: 'At risk', search: '' },
    { id: 'high', name: 'High risk', search: '?level=high' },
    { id: 'compromised', name: 'Confirmed compromised', search: '?state=confirmedCompromised&level=any' },
    {
      id: 'ended',
      name: 'Dismissed or remediated in 30 days',
      search: '?state=dismissed,remediated,confirmedSafe&level=any&updated=30d',
    },
    { id: 'all', name: 'All users with a risk, past or present', search: '?state=any&level=any' },
  ],
  facets: RISKY_USER_WORDS,
  fields: [...facetFields(RISKY_USER_WORDS), { kind: 'time', param: 'updated', label: 'Last update' }],
  groups: RISKY_USER_FACETS,
  sorts: [
    { value: 'updated', label: 'Last update' },
    { value: 'level', label: 'Level', isScale: true },
  ],
  columns: [
    {
      id: 'level',
      label: 'Level',
      width: 100,
      className: 'w-25',
      onPhone: true,
      sort: 'level',
      cell: (row) => <RiskLevelBadge level={row.level} />,
    },
    {
      id: 'state',
      label: 'State',
      width: 192,
      className: 'w-48',
      onPhone: true,
      cell: (row) => <RiskStateBadge state={row.state} />,
    },
    {
      id: 'upn',
      label: 'User name',
      width: 240,
      className: 'w-60',
      cell: (row) => text(row.upn ?? ''),
    },
    {
      id: 'detections',
      label: 'Detections at risk',
      width: 132,
      className: 'w-33',
      isNumber: true,
      cell: (row) => row.openDetections.toLocaleString('en'),
    },
    {
      id: 'detail',
      label: 'Detail',
      width: 256,
      className: 'w-64',
      cell: (row) => (row.detail === 'none' ? NOTHING : text(RISK_DETAIL_LABEL[row.detail])),
    },
    {
      id: 'updated',
      label: 'Last update',
      width: 120,
      className: 'w-30',
      onPhone: 'end',
      sort: 'updated',
      cell: (row) => moment(row.lastUpdated),
    },
  ],
  byUse: ['level', 'state', 'updated', 'upn', 'detections', 'detail'],
  room: 220,
  lead: {
    label: 'User',
    cell: (row) => (
      <span className="truncate" title={row.upn ?? row.name}>
        {row.name}
      </span>
    ),
  },
  idOf: (row) => row.id,
  nameOf: (row) => row.name,
  hrefOf: (row) => `/users/${encodeURIComponent(row.id)}`,
  stampOf: (row) => String(row.version),
  isNewer: (live, shown) => live.version >= shown.version,
  target: null,
};
