import { describe, expect, it } from 'vitest';
import type { IdentifierKind } from '@/lib/domain/entity';
import { normalizeIdentifier } from './identifier';
import { account, host } from './mentions';

describe('normalizeIdentifier', () => {
  it.each<[IdentifierKind, string, string | undefined]>([
    ['upn', ' Kim@Contoso.COM ', 'kim@contoso.com'],
    ['upn', 'kim', undefined],
    ['aadUserId', '{AEAD923D-498B-4f64-a66c-2af91447a8b6}', 'aead923d-498b-4f64-a66c-2af91447a8b6'],
    ['aadUserId', '00000000-0000-0000-0000-000000000000', undefined],
    ['aadUserId', 'kim', undefined],
    ['sid', 's-1-5-21-1-2-3-1104', 'S-1-5-21-1-2-3-1104'],
    ['sid', 'S-1-5-18', undefined],
    ['ntAccount', 'CONTOSO\\Kim', 'contoso\\kim'],
    ['ntAccount', 'NT AUTHORITY\\SYSTEM', undefined],
    ['ntAccount', 'kim', undefined],
    ['localAccount', 'PC-17\\Backup', 'pc-17\\backup'],
    ['address', '::FFFF:203.0.113.7', '203.0.113.7'],
    ['address', '2A01:110::5', '2a01:110::5'],
    ['address', '203.0.113.0/24', undefined],
    ['fqdn', 'PC-17.Contoso.com', 'pc-17.contoso.com'],
    ['fqdn', 'pc-17', undefined],
    ['netbios', 'PC-17', 'pc-17'],
    ['ntHost', 'CONTOSO\\PC-17', 'contoso\\pc-17'],
    ['awsPrincipal', 'arn:aws:iam::1:user/Kim', 'arn:aws:iam::1:user/kim'],
    ['oktaUserId', '-', undefined],
  ])('%s %j', (kind, text, expected) => expect(normalizeIdentifier(kind, text)).toBe(expected));

  it('gives what rows carry', () => {
    const row = [
      ...(account({ name: 'CONTOSO\\Kim', upn: 'Kim@Contoso.com', sid: 'S-1-5-21-1-2-3-9' })?.ids ?? []),
      ...(account({ name: 'PC-17\\Backup', host: 'PC-17.contoso.com' })?.ids ?? []),
      ...(host({ name: 'PC-17.Contoso.com' })?.ids ?? []),
      ...(host({ name: 'PC-17', domain: 'CONTOSO' })?.ids ?? []),
    ];
    expect(row.map((id) => id.kind).sort()).toEqual(
      ['fqdn', 'localAccount', 'netbios', 'netbios', 'ntAccount', 'ntHost', 'sid', 'upn'].sort(),
    );
    for (const { kind, value } of row) expect(normalizeIdentifier(kind, value.toUpperCase())).toBe(value);
  });
});
