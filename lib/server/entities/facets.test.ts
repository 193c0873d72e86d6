import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '@/lib/core/time';
import { type Actor, PERMISSIONS } from '@/lib/domain/permissions';
import { processedBatch } from '@/lib/server/lake/testing/fixtures';
import { pool } from '@/lib/server/pg';
import { queryProcess } from '@/lib/server/query/child';
import { tableCounts, timeline } from '@/lib/server/query/client';
import { testDatabase } from '@/lib/server/testing/database';
import { readFacet } from './facets';
import { getEntity } from './queries';

const db = testDatabase();
const T = 'facets';
const NOW = Date.now() - DAY / 2;
const actor: Actor = {
  tenantId: T,
  kind: 'user',
  id: 'u',
  name: 'U',
  permissions: new Set(PERMISSIONS),
  roles: ['admin'],
  scopes: [],
};

/** Sign-ins of a person: three from Umeå with a device, one from Oslo. */
async function seed(): Promise<void> {
  const own = (line: number, city: string, country: string) =>
    JSON.stringify({
      _rowId: `$batch:${line}`,
      _time: NOW + line,
      _principal: 'ann@x.example',
      _ingestedAt: NOW,
      _batch: '$batch',
      _origin: '',
      _schemaVersion: 1,
      _overflow: null,
      _geo: { country, city, latitude: 60, longitude: 10 },
      ResultType: '0',
      DeviceDetail: { displayName: 'PC-1' },
    });
  const lines = ['Umeå', 'Umeå', 'Umeå', 'Oslo'].map((city, n) =>
    own(n, city, city === 'Oslo' ? 'NO' : 'SE'),
  );
  const rows = lines.map((_, n) => ({ time: NOW + n }));
  await processedBatch(db.dataDir, { tenantId: T, rows }, lines.join('\n'));
  await pool().query(
    `INSERT INTO entity (tenant_id, id, type, name, first_seen, last_seen) VALUES
       ($1, 'ann', 'account', 'Ann', now(), now()), ($1, 'pc1', 'host', 'pc-1.x.example', now(), now())`,
    [T],
  );
  await pool().query(
    `INSERT INTO entity_identifier (tenant_id, origin, type, kind, value, entity_id, first_seen, last_seen) VALUES
       ($1, '', 'account', 'upn', 'ann@x.example', 'ann', now(), now()), ($1, '', 'host', 'netbios', 'pc-1', 'pc1', now(), now())`,
    [T],
  );
  const risky = (id: string, city: string, at: number) =>
    pool().query(
      `INSERT INTO risky_sign_in (tenant_id, id, user_id, level_during, level_aggregated, risk_state, location, at)
       VALUES ($1, $2, 'ann', 'low', 'low', 'atRisk', $3, $4)`,
      [T, id, { country: 'SE', city }, new Date(at)],
    );
  await risky('r1', 'Umeå', NOW);
  await risky('old', 'Umeå', NOW - 40 * DAY);
}

beforeAll(async () => {
  await seed();
  await tableCounts(T, { timeoutMs: 60_000 });
});
afterAll(() => queryProcess.stop());

describe('a facet of a person', () => {
  it('knows what was found risky after the row was sent, within the time counted', async () => {
    const ann = await getEntity(actor, 'ann');
    const answer =
      ann && (await readFacet(actor, ann, 'accountPlaces', { range: '7d', count: 'all', limit: 10 }));
    expect(answer).toMatchObject({
      total: 2,
      groups: [
        { name: 'SE', detail: 'Umeå', count: 3, risky: 1, latitude: 60 },
        { name: 'NO', detail: 'Oslo', count: 1, risky: 0 },
      ],
    });
  });

  it('leads from a name in a row to the entity that it means', async () => {
    const ann = await getEntity(actor, 'ann');
    const answer =
      ann && (await readFacet(actor, ann, 'accountDevices', { range: '7d', count: 'all', limit: 10 }));
    expect(answer).toMatchObject({ groups: [{ name: 'PC-1', label: 'pc-1.x.example', entityId: 'pc1' }] });
  });

  it('counts the rows that the timeline shows', async () => {
    const page = await timeline({
      tenantId: T,
      tables: ['SigninLogs'],
      principals: ['ann@x.example'],
      place: 'SE',
      limit: 10,
    });
    expect(page.rows).toHaveLength(3);
  });
});
