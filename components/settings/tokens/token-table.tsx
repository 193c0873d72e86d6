import { Badge } from '@/components/ui/badge';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { ToneBadge } from '@/components/ui/tone-badge';
import { revokeTokenAction } from '@/lib/actions/tokens';
import { ConfirmButton } from '../confirm-button';

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly state: 'active' | 'expired' | 'revoked';
}

const STATES = {
  active: { tone: 'success', text: 'Active' },
  expired: { tone: 'medium', text: 'Expired' },
  revoked: { tone: 'neutral', text: 'Revoked' },
} as const;

export function TokenTable({ tokens }: { readonly tokens: readonly Token[] }) {
  return (
    <Table label="API tokens">
      <THead>
        <TH>Name</TH>
        <TH>Token</TH>
        <TH>Scopes</TH>
        <TH>State</TH>
        <TH>Created</TH>
        <TH>Expires</TH>
        <TH>Last used</TH>
        <TH>
          <span className="sr-only">Actions</span>
        </TH>
      </THead>
      <tbody>
        {tokens.map((token) => (
          <TR key={token.id}>
            <TD className="font-medium">{token.name}</TD>
            <TD>
              <code className="font-mono text-muted text-xs">{token.prefix}…</code>
            </TD>
            <TD>
              <div className="flex gap-1">
                {token.scopes.map((scope) => (
                  <Badge key={scope}>{scope}</Badge>
                ))}
              </div>
            </TD>
            <TD>
              <ToneBadge tone={STATES[token.state].tone}>{STATES[token.state].text}</ToneBadge>
            </TD>
            <TD className="text-muted">
              <TimeText value={token.createdAt} format="short" />
            </TD>
            <TD className="text-muted">
              {token.expiresAt ? <TimeText value={token.expiresAt} format="short" /> : 'never'}
            </TD>
            <TD className="text-muted">
              {token.lastUsedAt ? <TimeText value={token.lastUsedAt} format="relative" /> : 'never'}
            </TD>
            <TD className="text-right">
              {token.state === 'active' ? (
                <ConfirmButton
                  id={token.id}
                  action={revokeTokenAction}
                  label="Revoke"
                  title={`Revoke “${token.name}”?`}
                  consequence="Whatever uses it is refused from now on. This cannot be undone."
                  done="Token revoked"
                />
              ) : null}
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
