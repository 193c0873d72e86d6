import { pool } from '@/lib/server/pg';
import { evaluatedAlerts, fusedItems, pairwise, standingIncidents } from '@/lib/server/testing/grouping';

/** One thing that a set's authors documented, and what the portal made of it. */
export interface Expectation {
  readonly set: string;
  readonly expected: string;
  readonly found: string;
  readonly met: boolean;
}

async function namesIn(tenantId: string, incidentId: string | undefined): Promise<string> {
  const found = await pool().query<{ name: string }>(
    `select distinct lower(e.name) as name from alert_evidence e join alert a on a.tenant_id = e.tenant_id and a.id = e.alert_id
      where a.tenant_id = $1 and a.incident_id = $2`,
    [tenantId, incidentId ?? ''],
  );
  return found.rows.map((row) => row.name).join('\n');
}

/** The SimuLand story: one incident with both servers, both accounts, the application and the mailbox. */
export async function goldenSaml(tenantId: string, set: string): Promise<Expectation[]> {
  const [incident, ...others] = await standingIncidents(tenantId);
  const names = await namesIn(tenantId, incident?.id);
  const parties = ['adfs01', 'dc01', 'wardog', 'pgustavo@simulandlabs.com', 'simulandapp'];
  const present = parties.filter((party) => names.includes(party));
  const domains = [...(incident?.domains ?? [])].sort();
  const count = (incident ? 1 : 0) + others.length;
  return [
    {
      set,
      expected: 'one incident',
      found: `${count}, with ${incident?.alertCount ?? 0} alerts`,
      met: count === 1,
    },
    {
      set,
      expected: `in it: ${parties.join(', ')}`,
      found: present.join(', '),
      met: present.length === parties.length,
    },
    {
      set,
      expected: 'alerts from identity, endpoint and cloud app',
      found: domains.join(', '),
      met: ['cloudApp', 'endpoint', 'identity'].every((domain) => domains.includes(domain)),
    },
  ];
}

const LAB_RULES: readonly (readonly [expected: string, detector: string])[] = [
  ['Sign-ins from IPs that attempt sign-ins to disabled accounts', 'identity.disabled-account-address'],
  ['Malicious Inbox Rule', 'cloud-app.inbox-manipulation'],
  ['Solorigate Network Beacon', 'endpoint.known-bad-domain'],
];

/** The lab's three analytics rules, and the chain of one account. */
export async function trainingLab(tenantId: string, set: string): Promise<Expectation[]> {
  const alerts = await evaluatedAlerts(tenantId);
  const rules = LAB_RULES.map(([expected, detector]): Expectation => {
    const hits = alerts.filter((a) => a.detectorId === detector);
    const found = hits.map((a) => `${a.title} (${a.severity})`);
    return { set, expected, found: [...new Set(found)].join('; ') || 'nothing', met: hits.length > 0 };
  });
  const chain = alerts.filter((a) =>
    [
      'identity.disabled-account-address',
      'cloud-app.inbox-manipulation',
      'cloud-control.azure-mass-deletion',
    ].includes(a.detectorId),
  );
  const incidents = new Set(chain.map((a) => a.incidentId));
  return [
    ...rules,
    {
      set,
      expected: 'the account’s sign-in, inbox rule and Azure activity in one incident',
      found: `${chain.length} alerts in ${incidents.size} incident`,
      met: chain.length === 3 && incidents.size === 1 && !incidents.has(null),
    },
  ];
}

/** The vendor's own grouping. */
export async function vendorFused(tenantId: string, set: string): Promise<Expectation[]> {
  const items = fusedItems(await evaluatedAlerts(tenantId));
  const { precision, recall, together } = pairwise(items);
  return [
    {
      set,
      expected: 'alerts of every vendor-fused incident share one of ours',
      found: `pairwise recall ${recall.toFixed(2)} over ${items.length} labelled alerts`,
      met: recall === 1 && items.length > 0,
    },
    {
      set,
      expected: 'pairwise precision ≥ 0.98',
      found: `${precision.toFixed(2)} (${together} pairs together)`,
      met: precision >= 0.98,
    },
  ];
}
