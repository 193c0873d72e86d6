import type { Portal } from './portal';
import type { Random } from './random';

/** Unified audit log of a rule that sends a person's mail to a stranger. */
export function forwardingRule(user: string, random: Random): Record<string, unknown> {
  const address = `${user}@bench.example`;
  return {
    TimeGenerated: new Date().toISOString(),
    OfficeWorkload: 'Exchange',
    RecordType: 'ExchangeAdmin',
    Operation: 'New-InboxRule',
    ResultStatus: 'True',
    UserId: address,
    UserKey: random.uuid(),
    ClientIP: `198.51.${random.int(250)}.${1 + random.int(250)}`,
    OfficeObjectId: `${address}\\rule`,
    OfficeId: random.uuid(),
    Parameters: JSON.stringify([
      { Name: 'Name', Value: '.' },
      { Name: 'ForwardTo', Value: `thief@${random.hex(8)}.example` },
    ]),
    Type: 'OfficeActivity',
  };
}

/** Sends rows of the audit log as a collector does. */
export async function post(portal: Portal, rows: readonly Record<string, unknown>[]): Promise<void> {
  const response = await fetch(`${portal.url}/api/ingest/OfficeActivity`, {
    method: 'POST',
    headers: { authorization: `Bearer ${portal.token}`, 'content-type': 'application/x-ndjson' },
    body: rows.map((row) => JSON.stringify(row)).join('\n'),
  });
  if (response.status !== 202) throw new Error(`ingest answered ${response.status}`);
}
