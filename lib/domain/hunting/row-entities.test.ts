import { expect, it } from 'vitest';
import { entityOf, rowEntities } from './row-entities';

it.each([
  ['UserPrincipalName', 'ann@example.com', 'account'],
  ['InitiatingProcessAccountUpn', 'ann@example.com', 'account'],
  ['AccountObjectId', '0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f', 'account'],
  ['AccountObjectId', '00000000-0000-0000-0000-000000000000', null],
  ['TargetAccount', 'CORP\\ann', 'account'],
  ['AccountName', 'ann', null],
  ['RecipientEmailAddress', 'ann@example.com', 'account'],
  ['IPAddress', '203.0.113.7', 'ip'],
  ['IPAddress', '2001:db8::1', 'ip'],
  ['IPAddress', '-', null],
  ['RemoteIP', '203.0.113.7', 'ip'],
  ['Membership', '2', null],
  ['whoever', '203.0.113.7', 'ip'],
  ['Version', '10.0.19045.1', null],
  ['DeviceId', 'b'.repeat(40), 'host'],
  ['DeviceName', 'pc-1.corp.example', 'host'],
  ['Computer', 'DC01', 'host'],
  ['SHA256', 'a'.repeat(64), 'fileHash'],
  ['InitiatingProcessSHA1', 'a'.repeat(40), 'fileHash'],
  ['RemoteUrl', 'https://evil.example/a', 'url'],
  ['RemoteUrl', 'evil.example', 'domain'],
  ['NetworkMessageId', 'm-1', 'mailMessage'],
  ['AppId', 'Mail', 'oauthApplication'],
  ['ServicePrincipalId', 'no guid', null],
  ['TimeGenerated', '2026-01-01T00:00:00Z', null],
  ['UserPrincipalName', 7, null],
])('%s = %s names %s', (column, value, type) => {
  expect(entityOf(column, value)?.type ?? null).toBe(type);
});

it('tells each thing of a row once', () => {
  expect(
    rowEntities([
      ['UserPrincipalName', 'ann@example.com'],
      ['UserId', 'Ann@Example.com'],
      ['IPAddress', '203.0.113.7'],
    ]),
  ).toEqual([
    { type: 'account', value: 'ann@example.com', column: 'UserPrincipalName' },
    { type: 'ip', value: '203.0.113.7', column: 'IPAddress' },
  ]);
});
