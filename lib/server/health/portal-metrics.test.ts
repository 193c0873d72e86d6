import { describe, expect, it } from 'vitest';
import { counter, histogram } from '../metrics';
import { closePool, pool } from '../pg';
import { testDatabase } from '../testing/database';
import { metricsText } from './portal-metrics';
import { readiness } from './readiness';

testDatabase();

describe('metrics', () => {
  it('counts what the database holds, with labels escaped', async () => {
    await pool().query(
      `INSERT INTO source_health (tenant_id, table_name, rows, duplicates) VALUES ('t', 'Sign"in\\Logs', 7, 2)`,
    );
    const text = await metricsText();
    expect(text).toContain('# TYPE throughline_ingest_rows_total counter');
    expect(text).toContain('throughline_ingest_rows_total{table="Sign\\"in\\\\Logs",origin="sources"} 7');
    expect(text).toContain('throughline_inbox_bytes 0');
    expect(text).toContain('throughline_metric_errors 0');
  });

  it('adds up counters per set of labels and keeps buckets cumulative', async () => {
    counter('test_total', 'A test.').increment({ a: '1' });
    counter('test_total', 'A test.').increment({ a: '1' }, 2);
    const durations = histogram('test_seconds', 'A test.', [0.1, 1]);
    durations.observe(0.05);
    durations.observe(0.5);
    durations.observe(5);
    const lines = (await metricsText()).split('\n');
    expect(lines).toContain('test_total{a="1"} 3');
    expect(lines.filter((line) => line.startsWith('test_seconds'))).toEqual([
      'test_seconds_bucket{le="0.1"} 1',
      'test_seconds_bucket{le="1"} 2',
      'test_seconds_bucket{le="+Inf"} 3',
      'test_seconds_sum 5.55',
      'test_seconds_count 3',
    ]);
  });
});

describe('readiness', () => {
  it('is ready with a migrated database and not without one', async () => {
    expect(await readiness()).toEqual({ ready: true, checks: { database: true, accepting: true } });
    const broken = pool();
    await broken.end();
    expect(await readiness()).toMatchObject({ ready: false, checks: { database: false } });
    await closePool().catch(() => {});
  });
});
