import { Banner } from '@/components/ui/banner';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import type { AlertChains, ChainView } from '@/lib/domain/views/chain';
import { MailChain } from './mail-chain';
import { ProcessTree } from './process-tree';
import { SessionChain } from './session-chain';

const TITLE: Readonly<Record<ChainView['kind'], string>> = {
  process: 'Process tree',
  mail: 'From message to sign-in',
  session: 'Sessions around it',
};

/** The chains that an alert belongs to; what is missing in them is said. */
export function ChainCards({ chains, notes }: AlertChains) {
  return (
    <>
      {chains.map((chain) => (
        <Card key={chain.kind} title={TITLE[chain.kind]} description={describe(chain)} flush>
          <ChainBody chain={chain} />
        </Card>
      ))}
      {chains.length === 0 ? (
        <Card title="Chain">
          <p className="text-muted">
            Neither a process, a message nor a session is named by this alert: there is no chain to follow.
          </p>
        </Card>
      ) : null}
      {notes.length === 0 ? null : (
        <Banner tone="warning">
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Banner>
      )}
    </>
  );
}

function ChainBody({ chain }: { readonly chain: ChainView }) {
  if (chain.kind === 'process') return <ProcessTree tree={chain} />;
  if (chain.kind === 'mail') return <MailChain chain={chain} />;
  return <SessionChain chain={chain} />;
}

function describe(chain: ChainView): string {
  if (chain.kind === 'process') return `On ${chain.host}, from the rows of the lake`;
  if (chain.kind === 'mail') return 'Who got it, who clicked, and how they signed in afterwards';
  return 'Sign-ins and cloud actions of the same accounts, within 12 hours of it';
}

/** The chain while the lake is read: one line of a tree after the other. */
export function ChainSkeleton() {
  return (
    <Card title="Chain" flush>
      <div role="status" aria-label="Loading" className="flex flex-col gap-3 p-4">
        <Skeleton className="h-4 w-48" />
        <Skeleton className="ml-6 h-4 w-72" />
        <Skeleton className="ml-12 h-4 w-64" />
        <Skeleton className="ml-12 h-4 w-56" />
      </div>
    </Card>
  );
}
