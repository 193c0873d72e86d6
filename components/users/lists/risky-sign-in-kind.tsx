import { ShieldCheck } from 'lucide-react';
import { RiskLevelBadge, RiskStateBadge } from '@/components/incidents/badges';
import { facetFields } from '@/components/lists/filter-fields';
import type { ListKind } from '@/components/lists/list-kind';
import { TimeText } from '@/components/ui/time-text';
import { RISKY_SIGN_IN_STATE } from '@/lib/client/risk';
import { RISKY_SIGN_IN_FACETS, type RiskySignInRow } from '@/lib/domain/views/risk';
import { RISK_DETAIL_LABEL, riskName } from '@/lib/domain/views/risk-labels';
import { FromPlace } from '../from-place';
import { NOTHING, owner, text } from './cells';
import { RISKY_SIGN_IN_WORDS } from './words';

/** Sign-ins that carry risk, of all users: the moment leads to the sign-in, the rest to its user and its address. */
export const RISKY_SIGN_IN_KIND: ListKind<RiskySignInRow> = {
  name: 'riskySignIns',
  state: RISKY_SIGN_IN_STATE,
  words: {
    one: 'sign-in',
    many: 'sign-ins',
    title: 'Risky sign-ins',
    search: {
      label: 'Search risky sign-ins by user, IP address, application or place',
      placeholder: 'User, IP address, application, place',
    },
    empty:
      'A sign-in is risky when the identity provider or one of Throughline’s own detectors found something about it. The list shows the last 30 days at first.',
  },
  icon: <ShieldCheck />,
  live: ['risk.'],
  builtIn: [
    { id: 'open', name: 'Last 30 days', search: '' },
    { id: 'risk', name: 'At risk', search: '?state=atRisk&range=all' },
    { id: 'places', name: 'By country', search: '?group=country' },
    { id: 'all', name: 'All risky sign-ins', search: '?range=all' },
  ],
  facets: RISKY_SIGN_IN_WORDS,
  fields: [...facetFields(RISKY_SIGN_IN_WORDS), { kind: 'time', param: 'range', label: 'Date' }],
  groups: RISKY_SIGN_IN_FACETS,
  sorts: [{ value: 'at', label: 'Date' }],
  columns: [
    {
      id: 'user',
      label: 'User',
      width: 224,
      className: 'w-56',
      onPhone: true,
      cell: (row) => owner(row.user),
    },
    {
      id: 'app',
      label: 'Application',
      width: 152,
      className: 'w-38',
      cell: (row) => text(row.app ?? ''),
    },
    {
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
    {
      id: 'state',
      label: 'State',
      width: 180,
      className: 'w-45',
      onPhone: 'end',
      cell: (row) => (
        <span title={row.detail === 'none' ? undefined : RISK_DETAIL_LABEL[row.detail]}>
          <RiskStateBadge state={row.state} />
        </span>
      ),
    },
    {
      id: 'level',
      label: 'Level (aggregate)',
      width: 128,
      className: 'w-32',
      onPhone: true,
      cell: (row) => <RiskLevelBadge level={row.level} />,
    },
    {
      id: 'during',
      label: 'Level (real time)',
      width: 128,
      className: 'w-32',
      cell: (row) => <RiskLevelBadge level={row.levelDuring} />,
    },
    {
      id: 'types',
      label: 'Detections',
      width: 240,
      className: 'w-60',
      cell: (row) => text(row.types.map(riskName).join(', ')),
    },
    {
      id: 'detail',
      label: 'Detail',
      width: 240,
      className: 'w-60',
      cell: (row) => (row.detail === 'none' ? NOTHING : text(RISK_DETAIL_LABEL[row.detail])),
    },
  ],
  byUse: ['user', 'level', 'state', 'from', 'types', 'during', 'app'],
  room: 200,
  lead: {
    label: 'Date',
    cell: (row) => (
      <span className="truncate">
        <TimeText value={row.at} format="short" />
      </span>
    ),
  },
  idOf: (row) => row.id,
  nameOf: (row) => `sign-in of ${row.user.name}`,
  hrefOf: (row) => `/risky-sign-ins/${encodeURIComponent(row.id)}`,
  stampOf: (row) => [row.state, row.level, row.detail].join('.'),
  isNewer: () => true,
  target: null,
};
