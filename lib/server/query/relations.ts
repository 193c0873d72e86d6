import type { DuckDBConnection } from '@duckdb/node-api';
import { DAY } from '@/lib/core/time';
import type { LakeKind } from '@/lib/domain/investigation';
import type { TableName } from '@/lib/domain/tables';
import { rowsOf } from '../lake/duck';
import { tableRelation } from '../lake/relation';
import { lakeTable } from '../lake/schema';
import { ident, text, timestamp } from '../lake/sql';
import type { RelationAnswer } from './protocol';
import type { Snapshot, Wanted } from './snapshot';
import { type Match, matchOf } from './subjects';

/** How one table answers a question: which of its rows are about the thing, and what they name. */
interface Reading {
  readonly table: TableName;
  readonly match: (names: readonly string[]) => Match;
  /** SQL of what is named; rows where it is null or empty name nothing. */
  readonly value: string;
  /** SQL of what a person reads; `value` where absent. */
  readonly label?: string;
}

const NOBODY = { principals: [], hosts: [], addresses: [] } as const;
const NEVER: Match = { where: 'false' };

const ofAccount = (table: TableName) => (names: readonly string[]) =>
  matchOf(table, { ...NOBODY, principals: names }) ?? NEVER;
const ofHost = (table: TableName) => (names: readonly string[]) =>
  matchOf(table, { ...NOBODY, hosts: names }) ?? NEVER;
const inColumns =
  (...expressions: readonly string[]) =>
  (names: readonly string[]): Match => ({
    where: `(${expressions.map((expression) => `${expression} IN (${names.map(text).join(', ')})`).join(' OR ')})`,
  });
const ofPrincipal = (names: readonly string[]): Match => ({
  ...inColumns('"_principal"')(names),
  principals: names,
});

const lower = (column: string): string => `lower(${ident(column)})`;
const hostOfUrl = (column: string): string =>
  `regexp_extract(${lower(column)}, '^(?:[a-z]+://)?([^/:?#]+)', 1)`;
const DEVICE_OF_SIGN_IN = `json_extract_string(TRY_CAST(${ident('DeviceDetail')} AS JSON), '$.displayName')`;
/** People and service accounts; what Windows logs on for itself is not told. */
const LOGON_ACCOUNT = `CASE WHEN lower("AccountDomain") NOT IN ('nt authority', 'window manager', 'font driver host')
  AND NOT ends_with("AccountName", '$') THEN lower("AccountDomain" || '\\' || "AccountName") END`;

const SIGN_INS = ['SigninLogs', 'AADNonInteractiveUserSignInLogs'] as const;
const signIns = (match: (table: TableName) => Reading['match'], value: string): readonly Reading[] =>
  SIGN_INS.map((table) => ({ table, match: match(table), value }));

const READINGS: Readonly<Record<LakeKind, readonly Reading[]>> = {
  signInAddresses: signIns(ofAccount, ident('IPAddress')),
  signInApps: signIns(ofAccount, ident('AppDisplayName')),
  signInDevices: signIns(ofAccount, DEVICE_OF_SIGN_IN),
  logonDevices: [
    { table: 'DeviceLogonEvents', match: ofAccount('DeviceLogonEvents'), value: ident('DeviceName') },
  ],
  accountProcesses: [
    { table: 'DeviceProcessEvents', match: ofAccount('DeviceProcessEvents'), value: ident('FileName') },
  ],
  mails: [
    {
      table: 'EmailEvents',
      match: inColumns('"_principal"', lower('SenderFromAddress')),
      value: ident('NetworkMessageId'),
      label: ident('Subject'),
    },
  ],
  mailFrom: [{ table: 'EmailEvents', match: ofPrincipal, value: ident('SenderFromAddress') }],
  mailTo: [
    {
      table: 'EmailEvents',
      match: inColumns(lower('SenderFromAddress')),
      value: ident('RecipientEmailAddress'),
    },
  ],
  clickedUrls: [{ table: 'UrlClickEvents', match: ofAccount('UrlClickEvents'), value: ident('Url') }],
  workedFiles: [
    { table: 'OfficeActivity', match: ofAccount('OfficeActivity'), value: ident('SourceFileName') },
  ],
  logonAccounts: [{ table: 'DeviceLogonEvents', match: ofHost('DeviceLogonEvents'), value: LOGON_ACCOUNT }],
  hostProcesses: [
    { table: 'DeviceProcessEvents', match: ofHost('DeviceProcessEvents'), value: ident('FileName') },
  ],
  contactedAddresses: [
    { table: 'DeviceNetworkEvents', match: ofHost('DeviceNetworkEvents'), value: ident('RemoteIP') },
  ],
  contactedDomains: [
    { table: 'DeviceNetworkEvents', match: ofHost('DeviceNetworkEvents'), value: hostOfUrl('RemoteUrl') },
  ],
  hostFiles: [{ table: 'DeviceFileEvents', match: ofHost('DeviceFileEvents'), value: ident('FileName') }],
  signInAccounts: signIns(() => inColumns(lower('IPAddress')), ident('UserPrincipalName')),
  contactingDevices: [
    {
      table: 'DeviceNetworkEvents',
      match: inColumns(lower('RemoteIP'), hostOfUrl('RemoteUrl')),
      value: ident('DeviceName'),
    },
  ],
  appAccounts: signIns(() => inColumns(lower('AppDisplayName'), lower('AppId')), ident('UserPrincipalName')),
  servicePrincipalAddresses: [
    {
      table: 'AADServicePrincipalSignInLogs',
      match: inColumns('"_principal"', lower('ServicePrincipalId'), lower('AppId')),
      value: ident('IPAddress'),
    },
  ],
  recipients: [
    {
      table: 'EmailEvents',
      match: inColumns(lower('NetworkMessageId')),
      value: ident('RecipientEmailAddress'),
    },
  ],
  messageUrls: [{ table: 'EmailUrlInfo', match: inColumns(lower('NetworkMessageId')), value: ident('Url') }],
  attachments: [
    { table: 'EmailAttachmentInfo', match: inColumns(lower('NetworkMessageId')), value: ident('FileName') },
  ],
  urlClickers: [{ table: 'UrlClickEvents', match: inColumns(lower('Url')), value: ident('AccountUpn') }],
  ranOn: [
    {
      table: 'DeviceProcessEvents',
      match: inColumns(lower('FileName'), lower('SHA256')),
      value: ident('DeviceName'),
    },
  ],
  fileOn: [
    {
      table: 'DeviceFileEvents',
      match: inColumns(lower('FileName'), lower('SHA256')),
      value: ident('DeviceName'),
    },
  ],
};

/** The tables that these questions read, each once, no wider than any of them needs. */
export function relationTables(
  kinds: readonly LakeKind[],
  names: readonly string[],
  range: { readonly since: number; readonly until: number },
): Wanted[] {
  const byTable = new Map<TableName, Wanted>();
  for (const { table, match } of kinds.flatMap((kind) => READINGS[kind])) {
    const { principals } = match(names);
    const other = byTable.get(table);
    const isNarrow = principals !== undefined && (other === undefined || other.principals !== undefined);
    byTable.set(table, {
      table,
      from: range.since,
      to: range.until,
      ...(isNarrow ? { principals: [...new Set([...(other?.principals ?? []), ...principals])] } : {}),
    });
  }
  return [...byTable.values()];
}

/** Rows of a table that one question reads at most; before that its window begins at a later day, and says so. */
const MAX_ROWS = 5_000_000;
/** Distinct things are counted up to here. */
const COUNT_CAP = 1_000;

export interface RelationQuery {
  readonly duck: DuckDBConnection;
  readonly dataDir: string;
  readonly snapshot: Snapshot;
  readonly names: readonly string[];
  readonly since: number;
  readonly until: number;
  /** How many of what is named are told, the most frequent first; 0 counts alone. */
  readonly limit: number;
}

/**
 * Answers questions one after another until the budget is spent: what is being counted then is stopped, and it and the
 * rest are told as not counted.
 */
export async function answerRelations(
  query: RelationQuery,
  kinds: readonly LakeKind[],
  budgetMs: number,
): Promise<RelationAnswer[]> {
  const end = performance.now() + budgetMs;
  const answers: RelationAnswer[] = [];
  for (const kind of kinds) {
    const left = end - performance.now();
    answers.push(left <= 0 ? unknown(kind, query.since) : await answerWithin(query, kind, left));
  }
  return answers;
}

const unknown = (kind: LakeKind, since: number): RelationAnswer => ({
  kind,
  total: null,
  isCapped: false,
  since,
  values: [],
});

async function answerWithin(query: RelationQuery, kind: LakeKind, ms: number): Promise<RelationAnswer> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    query.duck.interrupt();
  }, ms);
  try {
    return await answer(query, kind);
  } catch (error) {
    if (isLate) return unknown(kind, query.since);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function answer(query: RelationQuery, kind: LakeKind): Promise<RelationAnswer> {
  const since = Math.max(query.since, ...READINGS[kind].map(({ table }) => firstDay(query, table)));
  const rows = (robust: boolean): string =>
    READINGS[kind].map((reading) => namedRows(query, reading, since, robust)).join(' UNION ALL ');
  const named = (robust: boolean): string =>
    `FROM (${rows(robust)}) WHERE v IS NOT NULL AND v <> '' AND lower(v) NOT IN (${query.names.map(text).join(', ')})`;
  if (query.limit === 0) {
    const [row] = await tolerant(query, (robust) =>
      rowsOf(
        query.duck,
        `SELECT count(*) AS n FROM (SELECT DISTINCT lower(v) ${named(robust)} LIMIT ${COUNT_CAP + 1})`,
      ),
    );
    const n = Number(row?.n ?? 0);
    return { kind, total: Math.min(n, COUNT_CAP), isCapped: n > COUNT_CAP, since, values: [] };
  }
  const found = await tolerant(query, (robust) =>
    rowsOf(
      query.duck,
      `SELECT lower(v) AS value, any_value(l) AS label, count(*) AS n, epoch_us(min(t)) AS first, epoch_us(max(t)) AS last,
         count(*) OVER () AS total ${named(robust)} GROUP BY 1 ORDER BY n DESC, value LIMIT ${query.limit}`,
    ),
  );
  return {
    kind,
    total: Number(found[0]?.total ?? 0),
    isCapped: false,
    since,
    values: found.map((row) => ({
      value: String(row.value),
      label: String(row.label ?? row.value),
      count: Number(row.n),
      first: Number(row.first) / 1_000,
      last: Number(row.last) / 1_000,
    })),
  };
}

/** A batch whose lines hold a name twice needs the slower reader. */
async function tolerant<T>(query: RelationQuery, read: (robust: boolean) => Promise<T>): Promise<T> {
  return read(false).catch((error: unknown) => {
    if (query.snapshot.batches.length === 0 || /interrupt/i.test(String(error))) throw error;
    return read(true);
  });
}

function namedRows(query: RelationQuery, reading: Reading, since: number, robust: boolean): string {
  const { table, value, label = value } = reading;
  const source = {
    segments: query.snapshot.segments.filter((s) => s.table === table && (s.day + 1) * DAY > since),
    batches: query.snapshot.batches.filter((b) => b.table === table),
  };
  return `SELECT ${value} AS v, ${label} AS l, "_time" AS t
    FROM (${tableRelation(query.dataDir, lakeTable(table), source, robust)})
    WHERE ${reading.match(query.names).where} AND "_time" >= ${timestamp(since)} AND "_time" <= ${timestamp(query.until)}`;
}

/** The first day that a question over a table can reach back to within `MAX_ROWS`, as a moment. */
function firstDay({ snapshot, since }: RelationQuery, table: TableName): number {
  const segments = snapshot.segments.filter((s) => s.table === table).sort((a, b) => b.day - a.day);
  let rows = 0;
  for (const { day, rowCount } of segments) {
    rows += Number(rowCount);
    if (rows > MAX_ROWS) return (day + 1) * DAY;
  }
  return since;
}

/** The condition that finds the rows behind a tie, by table. */
export function tieMatches(
  kind: LakeKind,
  names: readonly string[],
  values: readonly string[],
): readonly (Match & { readonly table: TableName })[] {
  return READINGS[kind].map(({ table, match, value: expression }) => {
    const found = match(names);
    return {
      ...found,
      table,
      where: `${found.where} AND lower(${expression}) IN (${values.map(text).join(', ')})`,
    };
  });
}
