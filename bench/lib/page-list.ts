import type { Random } from './random';
import { ALERTS_PER_ACCOUNT, accountId, addressId } from './stored';
import { EGRESS, jobId, signInId, THINGS, THINGS_PER_KIND, thingId, VIEW_SEARCH } from './surroundings';

/** What is asked of the portal: a page, a list's data, or a step of the graph. */
export interface Asked {
  readonly path: string;
  /** Sent as JSON, by POST. */
  readonly body?: object;
  /** Parts of it read the lake, and are streamed after the page. */
  readonly lake?: true;
}

/** What is asked of a tenant with so many alerts; another one each time. */
export type Ask = (random: Random, alerts: number) => Asked;

/** A page that reads the session and nothing else, inside the same layout. */
export const TRIVIAL = '/forbidden';

const page =
  (path: string): Ask =>
  () => ({ path });
const incidents = (alerts: number): number => alerts / ALERTS_PER_ACCOUNT;
const incident =
  (tab = ''): Ask =>
  (random, alerts) => ({ path: `/incidents/${1 + random.int(incidents(alerts))}${tab}` });
const alert =
  (tab = ''): Ask =>
  (random, alerts) => ({
    path: `/alerts/bench-alert-${random.int(alerts)}${tab}`,
    ...(tab === '' ? { lake: true } : {}),
  });
const user =
  (tab: string, lake?: true): Ask =>
  (random, alerts) => ({
    path: `/users/${accountId(random.int(incidents(alerts)))}${tab}`,
    ...(lake ? { lake } : {}),
  });
const entity =
  (type: string, tab = '', lake?: true): Ask =>
  (random) => ({
    path: `/entities/${thingId(type, random.int(THINGS_PER_KIND))}${tab}`,
    ...(lake ? { lake } : {}),
  });

const expand = (node: string, kind: string): Asked => ({
  path: '/api/investigations/expand',
  body: { node, kind, known: [] },
});
const counts = (node: string): Asked => ({
  path: `/api/investigations/counts?node=${encodeURIComponent(node)}`,
});
const account = (random: Random, alerts: number): string =>
  `entity:${accountId(random.int(incidents(alerts)))}`;

const queue = (search: string): Ask => page(`/incidents?${search}`);
const open = 'active,inProgress,awaitingAction';
const everything = 'status=any&severity=any&history=all';

const INCIDENTS: Readonly<Record<string, Ask>> = {
  queue: page('/incidents'),
  'queue: one severity': (random) => ({
    path: `/incidents?severity=${random.pick(['high', 'medium', 'low'])}`,
  }),
  'queue: all there are': queue(everything),
  'queue: not resolved, not high': queue('status=!resolved&severity=!high,!informational'),
  'queue: assigned to me or nobody': queue('assignee=me,none'),
  'queue: of one person': queue('assignee=bench-person-3'),
  'queue: a rare source': queue('source=microsoftDefenderForEndpoint'),
  'queue: a rare tag, resolved': queue('tag=ransomware&status=resolved'),
  'queue: a tag that nobody has': queue('tag=nothing'),
  'queue: without the common source': queue('source=!azureAdIdentityProtection'),
  'queue: priority from 90': queue('priority=90..'),
  'queue: by priority': queue('sort=priority'),
  'queue: by severity, all': queue(`sort=severity&${everything}`),
  'queue: by alerts, upwards': queue('sort=alerts&dir=asc'),
  'queue: by last activity, a week': queue('sort=activity&range=7d'),
  'queue: by creation, a day': queue('sort=created&created=1d'),
  'queue: text': (random, alerts) => ({ path: `/incidents?q=user+${random.int(incidents(alerts))}` }),
  'queue: text that nothing has': queue('q=zanzibar'),
  'queue: of an entity': (random) => ({
    path: `/incidents?entity=host-${random.int(THINGS_PER_KIND)}.bench.example`,
  }),
  'queue: in groups by severity': queue('group=severity'),
  'queue: in groups by person': queue('group=assignee'),
  'queue: in groups by tag': queue(`group=tag&${everything}`),
  'queue: a saved view': page(`/incidents${VIEW_SEARCH}`),
  'queue: anchors': page('/api/lists/incidents/anchors'),
  'queue: anchors of all': page(`/api/lists/incidents/anchors?${everything}`),
  'queue: anchors by severity': page(`/api/lists/incidents/anchors?sort=severity&${everything}`),
  'queue: count': page('/api/lists/incidents/count'),
  'queue: count of all by source': page(`/api/lists/incidents/count?group=source&${everything}`),
  'queue: values of a property': (random) => ({
    path: `/api/lists/incidents/facets?facet=${random.pick(['status', 'severity', 'assignee', 'tag', 'source', 'domain', 'tactic', 'technique', 'classification'])}`,
  }),
  'queue: changes': (random, alerts) => ({
    path: `/api/lists/incidents/changes?since=${new Date(Date.now() - 10_000).toISOString()}&shown=${Array.from({ length: 60 }, () => `bench-incident-${1 + random.int(incidents(alerts))}:1`).join()}`,
  }),
  'incident: story': incident(),
  'incident: alerts': incident('/alerts'),
  'incident: assets': incident('/assets'),
  'incident: evidence': incident('/evidence'),
  'incident: similar': incident('/similar'),
  'incident: activity': incident('/activity'),
  'incident: print': incident('/print'),
  'queue: similar, a screen of rows': (random, alerts) => ({
    path: `/api/incidents/similar?ids=${Array.from({ length: 25 }, () => `bench-incident-${1 + random.int(incidents(alerts))}`).join()}`,
  }),
  'incident: neighbours': (random, alerts) => ({
    path: `/api/incidents/${1 + random.int(incidents(alerts))}/neighbours?status=${open}`,
  }),
};

const ALERTS: Readonly<Record<string, Ask>> = {
  'alerts: queue': page('/alerts'),
  'alerts: one severity': (random) => ({
    path: `/alerts?severity=${random.pick(['high', 'medium', 'low'])}`,
  }),
  'alerts: all there are': page('/alerts?status=any&history=all'),
  'alerts: not new, not low': page('/alerts?status=!new&severity=!low'),
  'alerts: a rare source': page('/alerts?source=microsoftDefenderForEndpoint'),
  'alerts: a source that told nothing': page('/alerts?source=microsoftSentinel&status=any'),
  'alerts: a rare technique': page('/alerts?technique=T1486'),
  'alerts: mine': page('/alerts?assignee=me'),
  'alerts: of one person': page('/alerts?assignee=bench-person-3&status=any'),
  'alerts: false positives': page('/alerts?classification=falsePositive&status=any'),
  'alerts: a day, by creation': page('/alerts?created=1d&sort=created'),
  'alerts: text': (random, alerts) => ({ path: `/alerts?q=sign-in+${random.int(alerts)}` }),
  'alerts: text that nothing has': page('/alerts?q=zanzibar'),
  'alerts: signals': page('/alerts?show=signals'),
  'alerts: by severity, all': page('/alerts?sort=severity&status=any&history=all'),
  'alerts: by last activity': page('/alerts?sort=activity&status=any'),
  'alerts: in groups by source': page('/alerts?group=source'),
  'alerts: anchors': page('/api/lists/alerts/anchors'),
  'alerts: values of a property': (random) => ({
    path: `/api/lists/alerts/facets?facet=${random.pick(['status', 'severity', 'source', 'detector', 'tactic', 'technique'])}`,
  }),
  'alerts: count': page('/api/lists/alerts/count'),
  'alerts: count of all': page('/api/lists/alerts/count?status=any&history=all'),
  'alerts: count of a rare source': page('/api/lists/alerts/count?source=microsoftDefenderForEndpoint'),
  'alert: story and chain': alert(),
  'alert: entities': alert('/entities'),
  'alert: links': alert('/links'),
  'alert: activity': alert('/activity'),
  'alert: neighbours': (random, alerts) => ({
    path: `/api/alerts/bench-alert-${random.int(alerts)}/neighbours?status=new`,
  }),
  'alert: why not linked': (random, alerts) => ({
    path: `/api/alerts/why?a=bench-alert-${random.int(alerts)}&b=bench-alert-${random.int(alerts)}`,
  }),
  'alert: exclusions to offer': (random, alerts) => ({
    path: `/api/alerts/bench-alert-${random.int(alerts)}/exclusion`,
  }),
};

const USERS: Readonly<Record<string, Ask>> = {
  'risky users': page('/users'),
  'risky users: high': page('/users?level=high'),
  'risky users: dismissed': page('/users?state=dismissed&level=any'),
  'risky users: text': (random, alerts) => ({ path: `/users?q=user${random.int(incidents(alerts))}` }),
  'risk detections': page('/risk-detections'),
  'risk detections: a type that none has': page('/risk-detections?type=leakedCredentials&range=all'),
  'risk detections: not at risk, all time': page('/risk-detections?state=!atRisk&range=all'),
  'risk detections: text': page('/risk-detections?q=203.0.113.7'),
  'risky sign-ins': page('/risky-sign-ins'),
  'risky sign-ins: dismissed': page('/risky-sign-ins?state=dismissed&range=all'),
  'risky sign-ins: text that nothing has': page('/risky-sign-ins?q=zanzibar&range=all'),
  'risky sign-in': (random, alerts) => ({
    path: `/risky-sign-ins/${signInId(random.int(incidents(alerts)))}`,
  }),
  'user: risk': user(''),
  'user: sign-ins': user('/sign-ins', true),
  'user: timeline': user('/timeline', true),
  'user: access': user('/access', true),
  'user: incidents': user('/incidents'),
  'user: activity': user('/activity'),
};

const ENTITIES: Readonly<Record<string, Ask>> = {
  ...Object.fromEntries(THINGS.map(([type]) => [`entity: ${type}`, entity(type, '', true)])),
  'entity: address': (random, alerts) => ({
    path: `/entities/${addressId(random.int(incidents(alerts)))}`,
    lake: true,
  }),
  'entity: timeline of a device': entity('host', '/timeline', true),
  'entity: incidents of a device': entity('host', '/incidents'),
  'entity: a hub in 100,000 alerts': () => ({ path: `/entities/${EGRESS}`, lake: true }),
  'entity: incidents of the hub': page(`/entities/${EGRESS}/incidents`),
};

const SETTINGS: Readonly<Record<string, Ask>> = {
  settings: page('/settings'),
  'settings: audit log': page('/settings/audit'),
  'settings: audit log of one person': page('/settings/audit?who=bench-person-3'),
  'settings: audit log of one action': page('/settings/audit?action=incident.status&range=7d'),
  'settings: audit log, person and action': page(
    '/settings/audit?who=bench-person-3&action=alert.status&range=30d',
  ),
  'settings: audit log, who never did that': page('/settings/audit?who=bench-person-3&action=job.undo'),
  'settings: audit log of an incident': (random, alerts) => ({
    path: `/settings/audit?target=%23${1 + random.int(incidents(alerts))}`,
  }),
  'settings: data health': page('/settings/data-health'),
  'settings: detection': page('/settings/detection'),
  'settings: hubs': page('/settings/hubs'),
  'settings: people': page('/settings/people'),
  'settings: profile': page('/settings/profile'),
  'settings: retention': page('/settings/retention'),
  'settings: tokens': page('/settings/tokens'),
  'settings: webhooks': page('/settings/webhooks'),
};

const GRAPH: Readonly<Record<string, Ask>> = {
  graph: page('/graph'),
  'graph of an incident': (random, alerts) => ({
    path: `/graph?from=incident:${1 + random.int(incidents(alerts))}`,
  }),
  'graph of an account': (random, alerts) => ({ path: `/graph?from=${account(random, alerts)}` }),
  'graph: places to begin': (random, alerts) => ({
    path: `/api/investigations/find?q=user+${random.int(incidents(alerts))}`,
  }),
  'graph: counts of an account': (random, alerts) => counts(account(random, alerts)),
  'graph: counts of a hub': () => counts(`entity:${EGRESS}`),
  'graph: account to alerts': (random, alerts) => expand(account(random, alerts), 'alerts'),
  'graph: account to addresses': (random, alerts) => expand(account(random, alerts), 'with:ip'),
  'graph: device to incidents': (random) =>
    expand(`entity:${thingId('host', random.int(THINGS_PER_KIND))}`, 'incidents'),
  'graph: incident to accounts': (random, alerts) =>
    expand(`incident:${1 + random.int(incidents(alerts))}`, 'with:account'),
  'graph: hub to accounts': () => expand(`entity:${EGRESS}`, 'with:account'),
  'graph: way between two accounts': (random, alerts) => ({
    path: `/api/investigations/path?from=${account(random, alerts)}&to=${account(random, alerts)}&hubs=1`,
  }),
};

/** Every page of the portal, and what its lists and the graph ask for besides. */
export const ASKED: Readonly<Record<string, Ask>> = {
  'trivial page': page(TRIVIAL),
  home: page('/home'),
  'home: 90 days': page('/home?period=90d'),
  reports: page('/reports'),
  'reports: 90 days': page('/reports?period=90d'),
  search: (random, alerts) => ({
    path: `/search?q=${random.pick(['unfamiliar', 'user', 'account'])}+${random.int(incidents(alerts))}`,
  }),
  'search: a common word': page('/search?q=unfamiliar'),
  'palette: a person': (random, alerts) => ({
    path: `/api/search?q=user${random.int(incidents(alerts))}@bench`,
  }),
  'palette: two common words': (random, alerts) => ({
    path: `/api/search?q=sign+in+${random.int(incidents(alerts))}`,
  }),
  'palette: nothing': page('/api/search?q=zanzibar'),
  ...INCIDENTS,
  ...ALERTS,
  ...USERS,
  ...ENTITIES,
  jobs: page('/jobs'),
  job: (random) => ({ path: `/jobs/${jobId(random.int(100))}` }),
  'jobs: what a selection holds': () => ({
    path: '/api/jobs/preview',
    body: { target: 'incident', selection: { kind: 'filter', search: `?${everything}`, expected: 0 } },
  }),
  ...SETTINGS,
  ...GRAPH,
};
