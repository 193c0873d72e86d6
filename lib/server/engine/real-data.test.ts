import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pool } from '@/lib/server/pg';
import { DEFAULT_TENANT, ensureTenant } from '@/lib/server/tenant';
import { testDatabase } from '@/lib/server/testing/database';
import { evaluatedAlerts, fusedItems, pairwise, standingIncidents } from '@/lib/server/testing/grouping';
import { dataFiles, importFiles, sharedData } from '@/lib/server/testing/pipeline';

const golden = sharedData('otrf-golden-saml');
const lab = sharedData('sentinel-training-lab');
const mstic = sharedData('mstic-guided-investigation');
const panther = sharedData('panther-labelled-tests');
const heavy = ['otrf-lsass-campaign-01', 'otrf-shire-2020-09', 'otrf-workstation5-lolbins'].map(sharedData);
const evtx = sharedData('evtx-mdecrevoisier');

/** Names of everything that the alerts of an incident show. */
async function namesIn(incidentId: string): Promise<string> {
  const found = await pool().query<{ name: string }>(
    `select distinct lower(e.name) as name from alert_evidence e join alert a on a.tenant_id = e.tenant_id and a.id = e.alert_id
      where a.tenant_id = $1 and a.incident_id = $2`,
    [DEFAULT_TENANT, incidentId],
  );
  return found.rows.map((row) => row.name).join('\n');
}

/** Everything that a second import could change. */
async function fingerprint(): Promise<unknown> {
  const found = await pool().query(
    `select (select json_agg(json_build_array(id, title, count, status, incident_id, first_activity, last_activity) order by id) from alert) as alerts,
       (select json_agg(json_build_array(id, display_name, alert_count, entity_count, priority) order by id) from incident) as incidents,
       (select json_agg(json_build_array(id, risk_level, risk_state) order by id) from risky_user) as users,
       (select json_agg(json_build_array(alert_id, other_alert_id, score) order by id) from incident_link) as links,
       (select count(*) from entity) as entities, (select count(*) from alert_evidence) as evidence`,
  );
  return found.rows[0];
}

describe.runIf(golden)('otrf-golden-saml, imported', () => {
  testDatabase();
  beforeAll(async () => {
    await ensureTenant();
    await importFiles(dataFiles(golden ?? ''));
  });

  it('is one incident that holds the whole chain, seen by identity, endpoint and cloud app', async () => {
    const [incident, ...others] = await standingIncidents(DEFAULT_TENANT);
    expect(others).toEqual([]);
    const names = await namesIn(incident?.id ?? '');
    for (const part of ['adfs01', 'dc01', 'wardog', 'pgustavo@simulandlabs.com', 'simulandapp'])
      expect(names).toContain(part);
    const alerts = await evaluatedAlerts(DEFAULT_TENANT);
    expect(new Set(alerts.map((a) => a.incidentId))).toEqual(new Set([incident?.id]));
    expect(new Set(alerts.map((a) => a.domain))).toEqual(new Set(['identity', 'endpoint', 'cloudApp']));
  });

  it('knows both accounts by one entity each, whatever name a row has for them', async () => {
    const found = await pool().query<{ id: string; names: string }>(
      `select entity_id as id, string_agg(distinct lower(name), ' ') as names from alert_evidence
        where type = 'account' and role = 'compromised' group by entity_id`,
    );
    expect(found.rows).toHaveLength(2);
    for (const { names } of found.rows) expect(names).toMatch(/wardog|pgustavo|gustavo pedro/);
  });

  it('changes nothing when it is imported again', async () => {
    const before = await fingerprint();
    const results = await importFiles(dataFiles(golden ?? ''));
    expect(results.reduce((sum, r) => sum + r.accepted, 0)).toBeGreaterThan(0);
    expect(await fingerprint()).toEqual(before);
  });
});

describe.runIf(lab)('sentinel-training-lab, imported', () => {
  testDatabase();
  beforeAll(async () => {
    await ensureTenant();
    await importFiles(dataFiles(lab ?? ''));
  });

  it('raises the three expected detections', async () => {
    const alerts = await evaluatedAlerts(DEFAULT_TENANT);
    const of = (detector: string) => alerts.filter((a) => a.detectorId === detector).map((a) => a.severity);
    expect(of('identity.disabled-account-address')).toEqual(['medium']);
    expect(of('cloud-app.inbox-manipulation')).toEqual(['medium']);
    expect(of('endpoint.known-bad-domain')).toEqual(['high', 'high']);
  });

  it("ties the account's sign-in, inbox rule and deletions into one incident, and nothing else", async () => {
    const alerts = await evaluatedAlerts(DEFAULT_TENANT);
    const chain = alerts.filter((a) =>
      [
        'identity.disabled-account-address',
        'cloud-app.inbox-manipulation',
        'cloud-control.azure-mass-deletion',
      ].includes(a.detectorId),
    );
    const [incidentId] = new Set(chain.map((a) => a.incidentId));
    expect(chain).toHaveLength(3);
    expect(alerts.filter((a) => a.incidentId === incidentId)).toEqual(chain);
    expect(await namesIn(incidentId ?? '')).toContain('175.45.176.99');
  });
});

describe.runIf(mstic)("a vendor's fused alerts, imported", () => {
  testDatabase();

  it('share an incident of ours, and strangers do not: pairwise precision ≥ 0.98', async () => {
    await ensureTenant();
    await importFiles([path.join(mstic ?? '', 'SecurityAlert.jsonl')]);
    const alerts = await evaluatedAlerts(DEFAULT_TENANT);
    expect(alerts).toHaveLength(41);
    const items = fusedItems(alerts);
    expect(items.map((i) => i.label).sort()).toHaveLength(7);
    expect(items.every((i) => i.group !== null)).toBe(true);
    const scores = pairwise(items);
    expect(scores.recall).toBe(1);
    expect(scores.precision).toBeGreaterThanOrEqual(0.98);
    console.log(`vendor-fused alerts: ${items.length} labelled, pairwise precision ${scores.precision}`);
  });
});

const together = [golden, lab, mstic, panther, evtx, ...heavy].every(Boolean);

describe.runIf(together)('all sets in one tenant', () => {
  testDatabase();
  // A suite that is left out has no hooks that would take the folder away.
  const scratch = together ? mkdtempSync(path.join(tmpdir(), 'throughline-sets-')) : '';
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  /** The first rows of a large file, enough to raise alerts in seconds. */
  function head(file: string, lines: number): string {
    const target = path.join(scratch, path.basename(file));
    writeFileSync(target, readFileSync(file, 'utf8').split('\n').slice(0, lines).join('\n'));
    return target;
  }

  const sets: readonly [name: string, files: readonly string[]][] = !together
    ? []
    : [
        ['golden-saml', dataFiles(golden ?? '')],
        ['training-lab', dataFiles(lab ?? '')],
        ['mstic', [path.join(mstic ?? '', 'SecurityAlert.jsonl')]],
        ['panther-microsoft', dataFiles(panther ?? '', /^.*\/(azure|microsoft)_\w*rules\.jsonl$/)],
        ['panther-okta', dataFiles(panther ?? '', /okta_rules\.jsonl$/)],
        ['panther-google', dataFiles(panther ?? '', /gsuite_\w+\.jsonl$/)],
        ['lsass-campaign', dataFiles(heavy[0] ?? '', /reduced\.jsonl$/)],
        ['shire', dataFiles(heavy[1] ?? '', /(?:powerdump_sam|reg_dump_sam).*\.json$/)],
        ['workstation5', dataFiles(heavy[2] ?? '', /(?:mavinject|comsvcs|lsa_secrets).*\.json$/)],
        ['evtx', [head(path.join(evtx ?? '', 'events.jsonl'), 2500)]],
      ];
  const setOf = new Map<string, string>();
  let sent = 0;

  beforeAll(async () => {
    await ensureTenant();
    for (const [name, files] of sets) {
      for (const result of await importFiles(files)) {
        setOf.set(result.batchId, name);
        sent += result.accepted + result.rejectedCount;
      }
    }
  });

  it('processes every row or refuses it for a stated reason', async () => {
    const done = await pool().query<{ rows: number; pending: number; dead: number; silent: number }>(
      `select (select sum(accepted + duplicates)::int from batch_receipt) as rows,
         (select count(*)::int from inbox_batch where state not in ('processed', 'sealed')) as pending,
         (select count(*)::int from dead_letter) as dead,
         (select count(*)::int from dead_letter where coalesce(reason, '') = '' or coalesce(field, '') = '') as silent`,
    );
    const { rows = 0, pending, dead = 0, silent } = done.rows[0] ?? {};
    expect({ pending, silent }).toEqual({ pending: 0, silent: 0 });
    expect(rows + dead).toBe(sent);
  });

  it('raises alerts in each set and lets no incident cross from one to another', async () => {
    const alerts = await evaluatedAlerts(DEFAULT_TENANT);
    const setsOf = (a: (typeof alerts)[number]): string[] => [
      ...new Set(a.requestIds.map((id) => setOf.get(id) ?? 'unknown')),
    ];
    expect(new Set(alerts.flatMap(setsOf))).toEqual(new Set(sets.map(([name]) => name)));
    const byIncident = new Map<string, Set<string>>();
    for (const alert of alerts) {
      if (alert.incidentId === null) continue;
      const seen = byIncident.get(alert.incidentId) ?? new Set();
      for (const name of setsOf(alert)) seen.add(name);
      byIncident.set(alert.incidentId, seen);
    }
    expect([...byIncident.values()].filter((names) => names.size > 1).map((names) => [...names])).toEqual([]);
  });

  it('makes nothing of the redacted address 1.2.3.4', async () => {
    const found = await pool().query<{ links: number; shared: number; entities: number }>(
      `select (select count(*)::int from incident_link where terms::text like '%1.2.3.4%') as links,
         (select count(*)::int from (select entity_id from alert_evidence where name = '1.2.3.4' group by 1 having count(*) > 1) s) as shared,
         (select count(*)::int from entity where type = 'ip' and name = '1.2.3.4') as entities`,
    );
    expect(found.rows[0]).toEqual({ links: 0, shared: 0, entities: 0 });
  });
});
