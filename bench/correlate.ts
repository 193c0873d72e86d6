import pg, { type PoolClient } from 'pg';
import type { Signal } from '@/lib/domain/alert';
import type { EvidenceItem } from '@/lib/domain/entity';
import { AlertCorrelator } from '@/lib/server/engine/alert-correlator';
import { type PreparedEvidence, type PreparedSignal, storeSignal } from '@/lib/server/engine/alerting';
import { pool } from '@/lib/server/pg';
import { newGround } from './lib/portal';
import { Random } from './lib/random';
import { atMost, median, plain, quantile, type Report } from './lib/report';
import { ALERTS_PER_ACCOUNT, accountId, addressId, storeAlerts, storeHub } from './lib/stored';

/**
 * What one new alert costs, stored and correlated as the engine does it, with few and with many alerts stored: each
 * shares its account and its address with the same number of others.
 */

const FEW = 1_000;
const MANY = 1_000_000;
const HUB_ALERTS = 100_000;
const HUB = 'bench-hub';
const FRESH = 300;
/** Code is compiled and plans are cached before the first figure counts. */
const WARM = 60;

export async function benchCorrelate(): Promise<Report> {
  const ground = await newGround('correlate');
  const { tenantId } = ground;
  const now = new Date();
  try {
    await storeAlerts(tenantId, 0, FEW, now);
    await settle(ground.cluster.adminUrl);
    const few = await measure(tenantId, now, FEW / ALERTS_PER_ACCOUNT);
    await storeAlerts(tenantId, FEW, MANY, now);
    await settle(ground.cluster.adminUrl);
    const many = await measure(tenantId, now, MANY / ALERTS_PER_ACCOUNT);
    await storeHub(tenantId, HUB, HUB_ALERTS, now);
    await settle(ground.cluster.adminUrl);
    const known = await measure(tenantId, now, MANY / ALERTS_PER_ACCOUNT, { distinct: 64, baselineDays: 30 });
    const unknown = await measure(tenantId, now, MANY / ALERTS_PER_ACCOUNT, {
      distinct: 1,
      baselineDays: 30,
    });
    return report(few, many, known, unknown);
  } finally {
    await ground.leave();
  }
}

/** Statistics as autovacuum leaves them, and nothing of the filling left to be written. */
async function settle(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query('vacuum analyze');
  await client.end();
}

interface HubPrevalence {
  readonly distinct: number;
  readonly baselineDays: number;
}

/** @returns milliseconds of each fresh alert; everything is rolled back, so that each round finds the same store */
async function measure(
  tenantId: string,
  now: Date,
  accounts: number,
  hub?: HubPrevalence,
): Promise<number[]> {
  const random = new Random(accounts);
  const client = await pool().connect();
  const times: number[] = [];
  try {
    await client.query('begin');
    for (let n = 0; n < WARM + FRESH; n++) {
      const prepared = freshSignal(n, random.int(accounts), now.getTime(), hub);
      const started = performance.now();
      await correlateOne(client, tenantId, prepared);
      if (n >= WARM) times.push(performance.now() - started);
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
  return times;
}

async function correlateOne(tx: PoolClient, tenantId: string, prepared: PreparedSignal): Promise<void> {
  const world = { tenantId, origin: '' };
  const stored = await storeSignal(tx, world, prepared);
  if (stored.outcome !== 'created') throw new Error(`a fresh signal was ${stored.outcome}`);
  await new AlertCorrelator(tx, world, () => undefined).correlate(stored.alertId, prepared.createdAt);
  const linked = await tx.query(
    'select 1 from alert where tenant_id = $1 and id = $2 and incident_id is not null',
    [tenantId, stored.alertId],
  );
  if (linked.rowCount !== 1) throw new Error('a fresh alert was not put into an incident');
}

function freshSignal(n: number, account: number, at: number, hub?: HubPrevalence): PreparedSignal {
  const evidence = [
    evidenceOf(accountId(account), 'account', 'compromised', { distinct: 1, baselineDays: 30 }),
    evidenceOf(addressId(account), 'ip', 'attacker', { distinct: 1, baselineDays: 30 }),
    ...(hub ? [evidenceOf(HUB, 'ip', 'attacker', hub)] : []),
  ];
  const signal: Signal = {
    detectorId: 'bench-fresh',
    key: `${n}-${account}-${hub?.distinct ?? 0}`,
    repeatWindow: 60_000,
    title: 'Malicious inbox rule',
    description: 'A rule that forwards mail outside was made.',
    severity: 'medium',
    serviceSource: 'microsoftDefenderForCloudApps',
    detectionSource: 'bench',
    domain: 'cloudApp',
    tactic: 'Collection',
    techniques: ['T1114.003'],
    firstActivity: at,
    lastActivity: at,
    evidence: evidence.map(({ item }) => item),
    rowIds: [],
    reasons: [],
    facts: [`bench:${n}`],
  };
  return { signal, evidence, historical: false, createdAt: at, visible: true, containsAlertIds: [] };
}

function evidenceOf(
  entityId: string,
  type: 'account' | 'ip',
  role: EvidenceItem['role'],
  prevalence: PreparedEvidence['prevalence'],
): PreparedEvidence {
  return { entityId, prevalence, item: { type, ids: [], name: entityId, role, verdict: 'suspicious' } };
}

function report(
  few: readonly number[],
  many: readonly number[],
  known: readonly number[],
  unknown: readonly number[],
): Report {
  const ms = (value: number): string => `${value.toFixed(2)} ms`;
  return {
    title: `correlate: store and correlate one alert, ${ALERTS_PER_ACCOUNT} stored alerts per entity`,
    figures: [
      plain(`median with ${FEW} alerts stored`, ms(median(few))),
      plain(`median with ${MANY} alerts stored`, ms(median(many))),
      atMost('ratio of the medians', median(many) / median(few), 1.5, '', 2),
      plain(`p99 with ${MANY} alerts stored`, ms(quantile(many, 0.99))),
      plain(`p99, a measured hub in ${HUB_ALERTS} alerts`, ms(quantile(known, 0.99))),
      plain(`p99, a hub not yet measured`, ms(quantile(unknown, 0.99))),
    ],
  };
}
