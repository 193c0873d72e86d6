import type { Cell, HuntAnswer, HuntResult } from '@/lib/domain/views/hunting';
import { type Column, clrName, type Diagnostic } from '@/lib/kql/types';

/**
 * Kusto's REST protocol, versions 1 and 2: what its clients and SDKs read.
 * @see https://learn.microsoft.com/kusto/api/rest/response
 */

export interface KustoTable {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const text = (...names: string[]): Column[] => names.map((name) => ({ name, type: 'string' }));

const version1 = ({ name, columns, rows }: KustoTable) => ({
  TableName: name,
  Columns: columns.map(({ name: ColumnName, type }) => ({
    ColumnName,
    DataType: clrName(type),
    ColumnType: type,
  })),
  Rows: rows,
});

const version2 = (id: number, kind: string, { name, columns, rows }: KustoTable) => ({
  FrameType: 'DataTable',
  TableId: id,
  TableKind: kind,
  TableName: name,
  Columns: columns.map(({ name: ColumnName, type }) => ({ ColumnName, ColumnType: type })),
  Rows: rows,
});

/** How the query asks to be drawn, as clients look for it. */
const visualization = ({ render }: HuntResult): string =>
  JSON.stringify({ Visualization: render?.chart ?? null, ...render?.properties });

/** Answer of `/v1/rest/query` and `/v1/rest/mgmt`: the result alone, or with how it went and what is where. */
export function toVersion1(result: KustoTable, hunt?: HuntResult) {
  if (!hunt) return { Tables: [version1({ ...result, name: 'Table_0' })] };
  const contents: KustoTable = {
    name: 'Table_3',
    columns: [{ name: 'Ordinal', type: 'long' }, ...text('Kind', 'Name', 'Id', 'PrettyName')],
    rows: [
      [0, 'QueryResult', 'PrimaryResult', 'Table_0', ''],
      [1, 'QueryProperties', '@ExtendedProperties', 'Table_1', ''],
      [2, 'QueryStatus', 'QueryStatus', 'Table_2', ''],
    ],
  };
  const properties: KustoTable = { name: 'Table_1', columns: text('Value'), rows: [[visualization(hunt)]] };
  const status: KustoTable = {
    name: 'Table_2',
    columns: [
      { name: 'Severity', type: 'int' },
      ...text('SeverityName', 'StatusDescription'),
      { name: 'Count', type: 'int' },
    ],
    rows: [[hunt.truncated ? 3 : 4, hunt.truncated ? 'Warning' : 'Info', statusText(hunt), hunt.rows.length]],
  };
  return { Tables: [{ ...result, name: 'Table_0' }, properties, status, contents].map(version1) };
}

const statusText = ({ truncated, rows }: HuntResult): string =>
  truncated ? `The result was cut at ${rows.length} rows; there are more.` : 'Query completed successfully';

/** Answer of `/v2/rest/query`: frames, not progressive. */
export function toVersion2(result: HuntResult) {
  const { columns, rows } = result;
  return [
    { FrameType: 'DataSetHeader', IsProgressive: false, Version: 'v2.0' },
    version2(0, 'QueryProperties', {
      name: '@ExtendedProperties',
      columns: [{ name: 'TableId', type: 'int' }, ...text('Key'), { name: 'Value', type: 'dynamic' }],
      rows: [[1, 'Visualization', visualization(result)]],
    }),
    version2(1, 'PrimaryResult', { name: 'PrimaryResult', columns, rows }),
    version2(2, 'QueryCompletionInformation', {
      name: 'QueryCompletionInformation',
      columns: [
        { name: 'Level', type: 'int' },
        ...text('LevelName'),
        { name: 'StatusCode', type: 'int' },
        ...text('StatusCodeName', 'EventTypeName', 'Payload'),
      ],
      rows: [
        [
          result.truncated ? 3 : 4,
          result.truncated ? 'Warning' : 'Info',
          0,
          'S_OK (0)',
          'QueryInfo',
          JSON.stringify({ Count: rows.length, Text: statusText(result) }),
        ],
      ],
    }),
    { FrameType: 'DataSetCompletion', HasErrors: false, Cancelled: false },
  ];
}

/** Body of an error as Kusto writes it. */
export const kustoError = (code: string, message: string) => ({
  error: {
    code,
    message,
    '@type': 'Kusto.Data.Exceptions.KustoBadRequestException',
    '@message': message,
    '@permanent': true,
  },
});

/** What the language has against a query, as one message. */
const refusalText = (reasons: readonly Diagnostic[]): string =>
  reasons
    .map(({ code, message, span, hint }) => `${code} at ${span.start}: ${message}${hint ? ` (${hint})` : ''}`)
    .join('\n');

/** An answer in the protocol's words. */
export function kustoResponse(answer: HuntAnswer, version: 1 | 2): Response {
  if ('refused' in answer)
    return Response.json(kustoError('BadRequest_SemanticError', refusalText(answer.refused)), {
      status: 400,
    });
  const { result } = answer;
  return Response.json(
    version === 1
      ? toVersion1({ name: '', columns: result.columns, rows: result.rows }, result)
      : toVersion2(result),
  );
}
