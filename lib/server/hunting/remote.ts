import 'server-only';
import { z } from 'zod';
import type { Cell, HuntAnswer, HuntResult, RenderHint } from '@/lib/domain/views/hunting';
import { type Column, SCALAR_TYPES } from '@/lib/kql/types';
import { env } from '../env';
import { AppError } from '../errors';
import type { Hunt } from './queries';

/**
 * Hunting where the telemetry lives in a Kusto cluster (Azure Data Explorer, Log Analytics, Fabric, another Throughline):
 * the same text goes there unchanged.
 * @see https://learn.microsoft.com/kusto/api/rest/request
 */
export interface KustoCluster {
  readonly url: string;
  readonly database: string;
  readonly token: string | undefined;
}

/** The cluster that the configuration names; null where hunts run over the portal's own lake. */
export function kustoCluster(): KustoCluster | null {
  const { HUNTING_KUSTO_URL: url, HUNTING_KUSTO_DATABASE: database, HUNTING_KUSTO_TOKEN: token } = env();
  return url ? { url, database, token } : null;
}

const SERVER_TIMEOUT = '00:02:00';
const TIMEOUT_MS = 130_000;
const DEFAULT_RETRY_S = 10;
const MAX_BYTES = 64 * 1024 * 1024;

/** @throws AppError when the cluster cannot be asked; what it has against the query is an answer */
export async function huntOnKusto(
  cluster: KustoCluster,
  hunt: Hunt,
  signal: AbortSignal,
): Promise<HuntAnswer> {
  const started = performance.now();
  const host = new URL(cluster.url).host;
  const response = await ask(cluster, hunt, signal).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw unavailable(host, `cannot be reached: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (response.status === 400) return refusedBy(await jsonOf(response, host));
  if (!response.ok) throw failedWith(host, response);
  const { success, data } = frames.safeParse(await jsonOf(response, host));
  if (!success) throw unavailable(host, 'answered with something else than frames');
  const result = readFrames(data, hunt.limit, host);
  return {
    result: {
      ...result,
      ownTime: scopeOf(hunt) === null,
      backend: host,
      statistics: { ...NO_STATISTICS, total: performance.now() - started },
    },
  };
}

function ask({ url, database, token }: KustoCluster, hunt: Hunt, signal: AbortSignal): Promise<Response> {
  const { text, limit } = hunt;
  const options = {
    ...scopeOf(hunt),
    request_readonly: true,
    servertimeout: SERVER_TIMEOUT,
    truncationmaxrecords: limit + 1,
    results_progressive_enabled: false,
    results_error_reporting_placement: 'in_data',
  };
  return fetch(`${url.replace(/\/+$/, '')}/v2/rest/query`, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/json',
      'x-ms-app': 'Throughline',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ db: database, csl: text, properties: { Options: options } }),
  });
}

/** Words by which a query names its times itself. */
const TIMES = /\b(TimeGenerated|Timestamp|ingestion_time|ago|now|datetime|todatetime)\b/;

/** The chosen times, for a query that names none; the cluster keeps its tables to them. */
function scopeOf({ text, during }: Hunt): Readonly<Record<string, string>> | null {
  if (!during || TIMES.test(text)) return null;
  return {
    query_datetimescope_column: 'TimeGenerated',
    query_datetimescope_from: new Date(during.from).toISOString(),
    query_datetimescope_to: new Date(during.to).toISOString(),
  };
}

/** A query can ask the cluster for more than fits into the portal: what is longer is not read. */
async function jsonOf(response: Response, host: string): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > MAX_BYTES)
      throw new AppError('tooLarge', `the answer of ${host} has more than ${MAX_BYTES} bytes`, {
        userText: 'The answer is too large. Take fewer rows or columns.',
      });
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return null;
  }
}

const unavailable = (host: string, reason: string): AppError =>
  new AppError('unavailable', `Kusto at ${host} ${reason}`, {
    userText: `The Kusto cluster ${host} could not be asked. Try again, or tell whoever runs the portal.`,
  });

function failedWith(host: string, response: Response): AppError {
  if (response.status !== 429) return unavailable(host, `answered ${response.status}`);
  const retryAfter = Number(response.headers.get('retry-after'));
  return new AppError('tooManyRequests', `Kusto at ${host} is throttled`, {
    userText: `The Kusto cluster ${host} has too much to do.`,
    retryAfter: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : DEFAULT_RETRY_S,
  });
}

const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string().optional(), '@message': z.string().optional() }),
});

/** The cluster's own words; where in the text it means is not told. */
function refusedBy(body: unknown): HuntAnswer {
  const { data } = errorBody.safeParse(body);
  const message = data?.error['@message'] ?? data?.error.message ?? 'The cluster refused the query.';
  const code = data?.error.code ?? 'BadRequest';
  return { refused: [{ code, severity: 'error', message, span: { start: 0, end: 0 } }] };
}

const table = z.object({
  FrameType: z.literal('DataTable'),
  TableKind: z.string(),
  TableName: z.string(),
  Columns: z.array(z.object({ ColumnName: z.string(), ColumnType: z.string() })),
  Rows: z.array(z.unknown()),
});
const frames = z.array(z.union([table, z.looseObject({ FrameType: z.string() })]));
type Frames = z.output<typeof frames>;
type Table = z.output<typeof table>;

const isTable = (frame: Frames[number]): frame is Table => frame.FrameType === 'DataTable';

const NO_STATISTICS: HuntResult['statistics'] = {
  segments: { opened: 0, skipped: 0 },
  rows: 0,
  bytes: 0,
  analyse: 0,
  catalogue: 0,
  execute: 0,
  total: 0,
};

function readFrames(all: Frames, limit: number, host: string): HuntResult {
  const tables = all.filter(isTable);
  const primary = tables.find(({ TableKind }) => TableKind === 'PrimaryResult');
  if (!primary) throw unavailable(host, 'answered without a result');
  // Rows that could not be made any more: an object where a row should be.
  const failed = primary.Rows.find((row) => !Array.isArray(row));
  const rows = primary.Rows.filter((row): row is Cell[] => Array.isArray(row));
  if (failed !== undefined && rows.length < limit)
    throw unavailable(host, 'broke off in the middle of its rows');
  return {
    columns: primary.Columns.map(columnOf),
    rows: rows.slice(0, limit),
    ordered: true,
    render: renderOf(tables),
    truncated: rows.length > limit || failed !== undefined,
    ownTime: true,
    statistics: NO_STATISTICS,
  };
}

/** A type that we do not know is shown as what it is in JSON. */
const columnOf = ({ ColumnName: name, ColumnType }: Table['Columns'][number]): Column => ({
  name,
  type: SCALAR_TYPES.find((type) => type === ColumnType) ?? 'dynamic',
});

/** How the query asks to be drawn: a row of the table of properties. */
function renderOf(tables: readonly Table[]): RenderHint | null {
  const properties = tables.find(({ TableName }) => TableName === '@ExtendedProperties');
  const row = properties?.Rows.find(
    (one): one is unknown[] => Array.isArray(one) && one[1] === 'Visualization',
  );
  const value: unknown = typeof row?.[2] === 'string' ? JSON.parse(row[2]) : row?.[2];
  const { Visualization, ...others } = z.record(z.string(), z.unknown()).catch({}).parse(value);
  if (typeof Visualization !== 'string') return null;
  const texts = Object.entries(others).flatMap(([name, one]) =>
    one === null || one === '' ? [] : [[name.toLowerCase(), String(one)] as const],
  );
  return { chart: Visualization, properties: Object.fromEntries(texts) };
}
