import { readFileSync } from 'node:fs';
import { Client, KustoConnectionStringBuilder } from 'azure-kusto-data';
import { BASE_URL, TOKEN_FILE } from './support/portal';
import { expect, test } from './support/test';

test('Kusto’s own client hunts here with a token: rows with their types, the schema, and errors', async ({
  api,
}) => {
  const { target } = await api.attack();
  const token = readFileSync(TOKEN_FILE, 'utf8');
  const client = new Client(KustoConnectionStringBuilder.withAccessToken(BASE_URL, token));

  const query = `SigninLogs | where UserPrincipalName =~ "${target.upn}"
    | summarize n = count(), newest = max(TimeGenerated) by UserPrincipalName`;
  const [found] = (await client.execute('NetDefaultDB', query)).primaryResults;
  const rows = [...(found?.rows() ?? [])].map((row) => row.toJSON<Record<string, unknown>>());
  expect(rows).toEqual([{ UserPrincipalName: target.upn, n: expect.any(Number), newest: expect.any(Date) }]);

  const [tables] = (await client.executeMgmt('NetDefaultDB', '.show tables')).primaryResults;
  expect([...(tables?.rows() ?? [])].map((row) => row.toJSON<{ TableName: string }>().TableName)).toContain(
    'DeviceProcessEvents',
  );
  await expect(client.execute('NetDefaultDB', 'SigninLogs | wher x')).rejects.toThrow();
});
