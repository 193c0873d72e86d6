import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DAY, dayNumber } from '@/lib/core/time';
import { env } from '@/lib/server/env';
import type { LakeContext } from '@/lib/server/lake/context';
import { openDuck } from '@/lib/server/lake/duck';
import { publish } from '@/lib/server/lake/publish';
import { lakeTable, META } from '@/lib/server/lake/schema';
import { ident, text } from '@/lib/server/lake/sql';

/** Sign-ins of Microsoft's full schema in the lake, written by DuckDB instead of by ingest. */

export interface DayOfSignIns {
  readonly tenantId: string;
  readonly day: number;
  readonly rows: number;
  /** SQL: who signs in with row `n`. */
  readonly who: string;
}

export async function writeSignIns(lake: LakeContext, load: DayOfSignIns): Promise<void> {
  await publish(lake, {
    tenantId: load.tenantId,
    table: 'SigninLogs',
    origin: '',
    compacted: false,
    rows: load.rows,
    write: async (folder) => {
      const file = text(path.join(folder, `_day=${load.day}.parquet`));
      await lake.duck.run(
        `COPY (${generated(load)}) TO ${file} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 8192)`,
      );
    },
    replace: async () => undefined,
  });
}

const DAYS = 30;

/** Sign-ins of the accounts of `stored.ts` over the last thirty days, sorted by account as compaction leaves them. */
export async function storeSignIns(
  tenantId: string,
  accounts: number,
  rows: number,
  now: Date,
): Promise<void> {
  const tempDir = path.join(env().dataDir, 'lake/.work/duckdb-bench');
  await mkdir(tempDir, { recursive: true });
  const instance = await openDuck({ memoryMb: 1024, threads: 2, tempDir });
  try {
    const lake: LakeContext = { duck: await instance.connect(), dataDir: env().dataDir, graceMs: 0 };
    const today = dayNumber(now.getTime());
    const perDay = Math.floor(rows / DAYS);
    // Of neighbouring rows one account: whole row groups can be left out, as after compaction.
    const who = `'user' || ((n * ${accounts} / ${perDay})::BIGINT) || '@bench.example'`;
    for (let back = DAYS; back > 0; back--)
      await writeSignIns(lake, { tenantId, day: today - back, rows: perDay, who });
  } finally {
    instance.closeSync();
  }
}

/** Values that differ from row to row as they do in real sign-ins; every other column of the schema has a common value. */
const VARIED: Readonly<Record<string, string>> = {
  TimeGenerated: 'instant',
  CreatedDateTime: 'instant',
  Id: 'CAST(uuid() AS VARCHAR)',
  CorrelationId: 'CAST(uuid() AS VARCHAR)',
  OriginalRequestId: 'CAST(uuid() AS VARCHAR)',
  SessionId: 'CAST(uuid() AS VARCHAR)',
  UniqueTokenIdentifier: 'CAST(uuid() AS VARCHAR)',
  UserPrincipalName: 'who',
  UserDisplayName: "'Person ' || who",
  UserId: 'md5(who)',
  IPAddress: "concat_ws('.', 81, (n * 7) % 256, (n * 13) % 256, n % 256)",
  AppDisplayName: "'Application ' || (n % 40)",
  ResultType: "CASE WHEN n % 17 = 0 THEN '50126' ELSE '0' END",
  DurationMs: 'n % 900',
  UserAgent:
    "'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/' || (n % 60) || '.0 Safari/537.36'",
  DeviceDetail: `'{"deviceId":"' || md5(who) || '","displayName":"PC-' || (n % 9999) || '","operatingSystem":"Windows 11","isCompliant":true}'`,
  LocationDetails: `'{"city":"City ' || (n % 300) || '","countryOrRegion":"DE","geoCoordinates":{"latitude":52.5,"longitude":' || (n % 90) || '.4}}'`,
  ConditionalAccessPolicies: `'[{"id":"' || md5(CAST(n % 8 AS VARCHAR)) || '","displayName":"Require MFA","enforcedGrantControls":["Mfa"],"result":"success"}]'`,
  AuthenticationDetails: `'[{"authenticationStepDateTime":"' || instant || '","authenticationMethod":"Password","succeeded":true,"StatusSequence":' || n || '}]'`,
};

const COMMON: Readonly<Record<string, string>> = {
  bool: 'n % 3 = 0',
  int: 'n % 100',
  long: 'n % 100',
  real: 'n % 100',
  datetime: 'instant',
  dynamic: `'{"value":"common"}'`,
};

function generated({ day, rows, who }: DayOfSignIns): string {
  const own: Readonly<Record<(typeof META)[number]['name'], string>> = {
    _rowId: `'bench-${day}:' || n`,
    _time: 'instant',
    _principal: 'who',
    _ingestedAt: 'instant',
    _batch: `'bench-${day}'`,
    _origin: "''",
    _schemaVersion: '1',
    _overflow: 'CAST(NULL AS JSON)',
    _geo: `'{"country":"DE","asn":3320}'`,
  };
  const meta = META.map(({ name, type }) => `CAST(${own[name]} AS ${type}) AS ${ident(name)}`);
  const types: Readonly<Record<string, string>> = {
    bool: 'BOOLEAN',
    int: 'INTEGER',
    long: 'BIGINT',
    real: 'DOUBLE',
    datetime: 'TIMESTAMP',
    dynamic: 'JSON',
  };
  const columns = lakeTable('SigninLogs').columns.map(({ name, stored, type }) => {
    const value = VARIED[name] ?? COMMON[type] ?? `'${name} ' || (n % 12)`;
    return `CAST(${value} AS ${types[type] ?? 'VARCHAR'}) AS ${ident(stored)}`;
  });
  const at = `make_timestamp(CAST((${day * DAY} + n * ${DAY / rows}) * 1000 AS BIGINT))`;
  return `SELECT ${[...meta, ...columns].join(', ')} FROM (SELECT range AS n, ${who} AS who, ${at} AS instant FROM range(${rows}))`;
}
