import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableName } from '@/lib/domain/tables';
import { addressOf } from './mentions';
import { PRINCIPAL_COLUMNS } from './principal';
import { read } from './testing';

const word = fc.stringMatching(/^[A-Za-z0-9._+-]{1,8}$/);
const address = fc.tuple(word, word).map(([name, domain]) => `${name}@${domain}.Example`);
const other = fc.constantFrom(
  '',
  '-',
  'Unknown',
  'contoso\\ada',
  '00000000-0000-0000-0000-000000000000',
  ' a@b.c ',
);

describe.each(Object.entries(PRINCIPAL_COLUMNS) as [TableName, string][])('%s', (table, column) => {
  it('has the address of its column as principal, whatever else the row says of the account', () => {
    fc.assert(
      fc.property(address, fc.oneof(address, other), fc.boolean(), (name, elsewhere, withId) => {
        const row = {
          TimeGenerated: '2026-01-05T10:00:00Z',
          Id: 'x',
          [column]: name,
          AlternateSignInName: elsewhere,
          SignInIdentifier: elsewhere,
          Identity: elsewhere,
          UserDisplayName: elsewhere,
          ...(withId ? { UserId: '7c7fd2a1-0000-4000-8000-000000000001' } : {}),
        };
        expect(read(table, row).principal).toBe(addressOf(name));
      }),
      { numRuns: 200 },
    );
  });
});
