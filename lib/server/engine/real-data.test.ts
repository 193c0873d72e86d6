import { beforeAll, describe, expect, it } from 'vitest';
import { pool } from '@/lib/server/pg';
import { ensureTenant } from '@/lib/server/tenant';
import { testDatabase } from '@/lib/server/testing/database';
import { dataFiles, importFiles, sharedData } from '@/lib/server/testing/pipeline';

const golden = sharedData('otrf-golden-saml');

describe.runIf(golden)('otrf-golden-saml, imported', () => {
  testDatabase();
  beforeAll(async () => {
    await ensureTenant();
    await importFiles(dataFiles(golden ?? ''));
  });

  it('is one incident that holds the whole chain', async () => {
    const incidents = await pool().query<{
      id: string;
      display_name: string;
      impacted: { name: string }[];
      domains: string[];
    }>("select id, display_name, impacted, domains from incident where status <> 'redirected'");
    expect(incidents.rows).toHaveLength(1);
    const names = await pool().query<{ name: string }>(
      'select distinct lower(name) as name from alert_evidence',
    );
    const all = names.rows.map((row) => row.name).join('\n');
    for (const part of ['adfs01', 'dc01', 'wardog', 'pgustavo', 'simulandapp']) expect(all).toContain(part);
    expect(incidents.rows[0]?.domains).toEqual(expect.arrayContaining(['identity', 'endpoint', 'cloudApp']));
  });

  it('changes nothing when it is imported again', async () => {
    const before = await fingerprint();
    const results = await importFiles(dataFiles(golden ?? ''));
    expect(results.reduce((sum, r) => sum + r.accepted, 0)).toBeGreaterThan(0);
    expect(await fingerprint()).toEqual(before);
  });
});

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
