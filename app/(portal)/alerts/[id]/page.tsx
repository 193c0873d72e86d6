import { Suspense } from 'react';
import { AlertWhy } from '@/components/alerts/alert-why';
import { ChainCards, ChainSkeleton } from '@/components/alerts/chain-card';
import { RawRows } from '@/components/alerts/raw-rows';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { alertChains } from '@/lib/server/alerts/chain';
import { alertRows } from '@/lib/server/alerts/detail';
import { requireActor } from '@/lib/server/auth/session';
import { type AlertPageProps, openAlert } from './open-alert';

/** What fired and why, the chain that it belongs to, and the rows behind it. */
export default async function AlertStoryPage(props: AlertPageProps) {
  const actor = await requireActor('incident:read');
  const alert = await openAlert(actor, props);
  const chains = alertChains(actor, alert.id);
  const rows = alertRows(actor, alert.id);
  return (
    <>
      <AlertWhy alert={alert} />
      <Suspense fallback={<ChainSkeleton />}>
        <Chains chains={chains} />
      </Suspense>
      <Card title="Telemetry" description="The rows that made it fire, kept with it" flush>
        <Suspense fallback={<Skeleton className="m-4 h-24" />}>
          <Rows rows={rows} />
        </Suspense>
      </Card>
    </>
  );
}

async function Chains({ chains }: { readonly chains: ReturnType<typeof alertChains> }) {
  return <ChainCards {...(await chains)} />;
}

async function Rows({ rows }: { readonly rows: ReturnType<typeof alertRows> }) {
  return <RawRows rows={await rows} />;
}
