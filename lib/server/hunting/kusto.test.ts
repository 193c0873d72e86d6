import { describe, expect, it } from 'vitest';
import type { HuntResult } from '@/lib/domain/views/hunting';
import { kustoResponse, toVersion1, toVersion2 } from './kusto';
import { showCommand } from './show';

const RESULT: HuntResult = {
  columns: [
    { name: 'User', type: 'string' },
    { name: 'n', type: 'long' },
  ],
  rows: [['bo', 3]],
  ordered: true,
  render: { chart: 'piechart', properties: { title: 'T' } },
  truncated: false,
  ownTime: false,
  statistics: {
    segments: { opened: 0, skipped: 0 },
    rows: 0,
    bytes: 0,
    analyse: 0,
    catalogue: 0,
    execute: 0,
    total: 0,
  },
};

describe('an answer in Kusto’s protocol', () => {
  it('version 1: the result first, then properties, status and contents', () => {
    const { Tables } = toVersion1({ name: '', columns: RESULT.columns, rows: RESULT.rows }, RESULT);
    expect(Tables[0]).toEqual({
      TableName: 'Table_0',
      Columns: [
        { ColumnName: 'User', DataType: 'String', ColumnType: 'string' },
        { ColumnName: 'n', DataType: 'Int64', ColumnType: 'long' },
      ],
      Rows: [['bo', 3]],
    });
    expect(Tables[1]?.Rows[0]?.[0]).toBe('{"Visualization":"piechart","title":"T"}');
    expect(Tables[3]?.Rows.map((row) => row[1])).toEqual(['QueryResult', 'QueryProperties', 'QueryStatus']);
  });

  it('version 2: frames', () => {
    const frames = toVersion2({ ...RESULT, truncated: true });
    expect(frames.map(({ FrameType }) => FrameType)).toEqual([
      'DataSetHeader',
      'DataTable',
      'DataTable',
      'DataTable',
      'DataSetCompletion',
    ]);
    expect(frames[2]).toMatchObject({ TableKind: 'PrimaryResult', Rows: [['bo', 3]] });
    expect(JSON.stringify(frames[3])).toContain('The result was cut at 1 rows');
  });

  it('says why a query was refused', async () => {
    const refused = [
      { code: 'KS142', severity: 'error' as const, message: 'no x', span: { start: 4, end: 5 } },
    ];
    const response = kustoResponse({ refused }, 2);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { '@message': 'KS142 at 4: no x', '@permanent': true },
    });
  });
});

describe('a command', () => {
  it('shows tables and their columns', () => {
    expect(showCommand('.show tables')?.rows).toContainEqual(['SigninLogs', 'NetDefaultDB', '', '']);
    expect(showCommand('.show table SigninLogs cslschema')?.rows[0]?.[1]).toMatch(
      /^\['TimeGenerated'\]:datetime,/,
    );
    expect(showCommand('.show database schema')?.rows).toContainEqual([
      'NetDefaultDB',
      'SigninLogs',
      'UserPrincipalName',
      'string',
    ]);
    const json = showCommand('.show database hunt schema as json')?.rows[0]?.[0];
    expect(JSON.parse(String(json)).Databases.NetDefaultDB.Tables.SigninLogs.OrderedColumns).toContainEqual({
      Name: 'IPAddress',
      CslType: 'string',
    });
    expect(showCommand('.show databases;')?.rows).toHaveLength(1);
  });

  it.each(['.drop table SigninLogs', '.show table Nothing cslschema', 'SigninLogs', '.show tables | take 1'])(
    'that is none of these is refused: %s',
    (command) => {
      expect(showCommand(command)).toBeNull();
    },
  );
});
