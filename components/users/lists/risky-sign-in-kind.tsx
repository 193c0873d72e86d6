import { ShieldCheck } from 'lucide-react';
import { RiskLevelBadge } from '@/components/incidents/badges';
import { facetFields } from '@/components/lists/filter-fields';
import type { ListKind } from '@/components/lists/list-kind';
import { TimeText } from '@/components/ui/time-text';
import { RISKY_SIGN_IN_STATE } from '@/lib/client/risk';
import { RISKY_SIGN_IN_FACETS, type RiskySignInRow } from '@/lib/domain/views/risk';
import { riskName } from '@/lib/domain/views/risk-labels';
import { text } from './cells';
import { RISK_COLUMNS } from './columns';
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
    RISK_COLUMNS.user,
    {
      id: 'app',
      label: 'Application',
      width: 152,
      className: 'w-38',
      cell: (row) => text(row.app ?? ''),
    },
    RISK_COLUMNS.from,
    { ...RISK_COLUMNS.state, onPhone: 'end' },
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
    RISK_COLUMNS.detail,
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
