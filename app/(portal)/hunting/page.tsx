import type { Metadata } from 'next';
import { Console } from '@/components/hunting/console';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/server/auth/session';

export const metadata: Metadata = { title: 'Hunting' };

/** The hunting console. */
export default async function HuntingPage() {
  await requireActor('hunting:read');
  return (
    <>
      <PageHeader title="Hunting" description="Ask everything that was recorded, in KQL." />
      <Console />
    </>
  );
}
