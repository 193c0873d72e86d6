import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { RawRows } from '@/components/alerts/raw-rows';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { TableSkeleton } from '@/components/ui/skeleton';
import { RiskDetections } from '@/components/users/risk-detections';
import { SignInFacts } from '@/components/users/sign-in-facts';
import type { RawRowView } from '@/lib/domain/views/alert';
import { requireActor } from '@/lib/server/auth/session';
import { getRiskySignIn } from '@/lib/server/risk/sign-in';
import { signInRows } from '@/lib/server/risk/sign-in-rows';

export const metadata: Metadata = { title: 'Risky sign-in' };

/** One risky sign-in: who, from where, what was found about it, and the row that the provider sent. */
export default async function RiskySignInPage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const actor = await requireActor('risk:read');
  const signIn = await getRiskySignIn(actor, decodeURIComponent((await params).id));
  if (signIn === null) notFound();
  return (
    <>
      <LiveRefresh types={['risk.']} targetIds={[signIn.user.id]} />
      <PageHeader crumb="Risky sign-in" title={`Sign-in of ${signIn.user.name}`} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <section>
            <h2 className="mb-2 font-semibold">What was found about it</h2>
            <RiskDetections rows={signIn.detections} />
          </section>
          <Card title="As it was sent" flush>
            <Suspense fallback={<TableSkeleton rows={1} />}>
              <Row rows={signInRows(actor, signIn)} />
            </Suspense>
          </Card>
        </div>
        <aside aria-label="Sign-in">
          <SignInFacts signIn={signIn} />
        </aside>
      </div>
    </>
  );
}

async function Row({ rows }: { readonly rows: Promise<readonly RawRowView[]> }) {
  return <RawRows rows={await rows} />;
}
