import type { Metadata } from 'next';
import Link from 'next/link';
import { Console } from '@/components/hunting/console';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';

export const metadata: Metadata = { title: 'Hunting' };

/** The hunting console. */
export default async function HuntingPage() {
  const actor = await requireActor('hunting:read');
  return (
    <>
      <PageHeader
        title="Hunting"
        description="Ask everything that was recorded, in KQL."
        actions={
          <Button asChild>
            <Link href="/hunting/library">Query library</Link>
          </Button>
        }
      />
      <Console canLink={can(actor, 'incident:write')} />
    </>
  );
}
