import { KeyRound } from 'lucide-react';
import type { Metadata } from 'next';
import { LiveRefresh } from '@/components/settings/live-refresh';
import { CreateToken } from '@/components/settings/tokens/create-token';
import { TokenTable } from '@/components/settings/tokens/token-table';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/server/auth/session';
import { listTokens } from '@/lib/server/tokens/queries';

export const metadata: Metadata = { title: 'API tokens' };

export default async function TokensPage() {
  const actor = await requireActor('token:manage');
  const tokens = await listTokens(actor);
  return (
    <>
      <LiveRefresh types={['token.']} />
      <PageHeader
        title="API tokens"
        description="For connectors and scripts. A token does what its scopes allow, and nothing of a person."
        actions={<CreateToken />}
      />
      {tokens.length > 0 ? (
        <TokenTable tokens={tokens} />
      ) : (
        <EmptyState icon={<KeyRound />} title="No tokens yet">
          Create one to send events, or to read incidents from another system.
        </EmptyState>
      )}
    </>
  );
}
