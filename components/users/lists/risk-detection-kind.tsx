import { ShieldCheck } from 'lucide-react';
import { RiskLevelBadge } from '@/components/incidents/badges';
import { facetFields } from '@/components/lists/filter-fields';
import type { ListKind } from '@/components/lists/list-kind';
import { RISK_DETECTION_STATE } from '@/lib/client/risk';
import { humanize, SOURCE_LABEL } from '@/lib/domain/views/labels';
import { type ListedDetection, RISK_DETECTION_FACETS } from '@/lib/domain/views/risk';
import { RISK_ACTIVITY_LABEL, RISK_TIMING_LABEL, riskName } from '@/lib/domain/views/risk-labels';
import { detectionHref } from '../detection-name';
import { moment, text } from './cells';
import { RISK_COLUMNS } from './columns';
import { RISK_DETECTION_WORDS } from './words';

/** The word for a member of an open set; what is none of ours is spelt out. */
const wordOf =
  (words: Readonly<Record<string, string>>) =>
  (member: string): string =>
    words[member] ?? humanize(member);
const timingOf = wordOf(RISK_TIMING_LABEL);
const activityOf = wordOf(RISK_ACTIVITY_LABEL);
const sourceOf = wordOf(SOURCE_LABEL);

/** What put users at risk: every detection, of all users. Each leads to its alert or sign-in, else to its user. */
export const RISK_DETECTION_KIND: ListKind<ListedDetection> = {
  name: 'riskDetections',
  state: RISK_DETECTION_STATE,
  words: {
    one: 'detection',
    many: 'detections',
    title: 'Risk detections',
    search: { label: 'Search risk detections by user or IP address', placeholder: 'User or IP address' },
    empty:
      'Detections come from the identity provider and from Throughline’s own detectors, as soon as a sign-in or an activity of an account looks wrong. The list shows the last 30 days at first.',
  },
  icon: <ShieldCheck />,
  live: ['risk.'],
  builtIn: [
    { id: 'open', name: 'Last 30 days', search: '' },
    { id: 'risk', name: 'At risk', search: '?state=atRisk,confirmedCompromised&range=all' },
    { id: 'high', name: 'High level', search: '?level=high&range=all' },
    { id: 'types', name: 'By type', search: '?group=type' },
    { id: 'all', name: 'All detections', search: '?range=all' },
  ],
  facets: RISK_DETECTION_WORDS,
  fields: [
    ...facetFields(RISK_DETECTION_WORDS),
    { kind: 'time', param: 'range', label: 'Time of the activity' },
    { kind: 'time', param: 'detected', label: 'Detected' },
  ],
  groups: RISK_DETECTION_FACETS,
  sorts: [{ value: 'activity', label: 'Time of the activity' }],
  columns: [
    RISK_COLUMNS.user,
    {
      id: 'level',
      label: 'Level',
      width: 92,
      className: 'w-23',
      onPhone: true,
      cell: (row) => <RiskLevelBadge level={row.level} />,
    },
    RISK_COLUMNS.state,
    RISK_COLUMNS.from,
    {
      id: 'timing',
      label: 'Timing',
      width: 108,
      className: 'w-27',
      cell: (row) => text(timingOf(row.timing)),
    },
    {
      id: 'kind',
      label: 'Kind of activity',
      width: 120,
      className: 'w-30',
      cell: (row) => text(activityOf(row.activity)),
    },
    {
      id: 'source',
      label: 'Source',
      width: 160,
      className: 'w-40',
      cell: (row) => text(sourceOf(row.source)),
    },
    RISK_COLUMNS.detail,
    {
      id: 'detected',
      label: 'Detected',
      width: 116,
      className: 'w-29',
      cell: (row) => moment(row.detectedAt),
    },
    {
      id: 'activity',
      label: 'Activity',
      width: 116,
      className: 'w-29',
      onPhone: 'end',
      sort: 'activity',
      cell: (row) => moment(row.activityAt),
    },
  ],
  byUse: ['user', 'level', 'from', 'state', 'activity', 'timing', 'source'],
  room: 240,
  lead: {
    label: 'Detection',
    cell: (row) => (
      <span className="truncate" title={riskName(row.type)}>
        {riskName(row.type)}
      </span>
    ),
  },
  idOf: (row) => row.id,
  nameOf: (row) => riskName(row.type),
  hrefOf: (row) =>
    detectionHref(row) ?? `/users/${encodeURIComponent(row.user.id)}#detection-${encodeURIComponent(row.id)}`,
  stampOf: (row) => [row.state, row.level, row.detail].join('.'),
  isNewer: () => true,
  target: null,
};
