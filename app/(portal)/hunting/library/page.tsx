import type { Metadata } from 'next';
import Link from 'next/link';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { LibraryDesk } from '@/components/hunting/library/library-desk';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/server/auth/session';

export const metadata: Metadata = { title: 'Query library' };

/** All saved queries, and the import of whole repositories. */
export default async function LibraryPage() {
  const actor = await requireActor('hunting:read');
  return (
    <>
      <PageHeader
        title="Query library"
        description="Every saved query: what it reads, whether it runs here, and what it found."
        actions={
          <Button asChild>
            <Link href="/hunting">Console</Link>
          </Button>
        }
      />
      <NuqsAdapter>
        <LibraryDesk canWrite={actor.permissions.has('hunting:write')} />
      </NuqsAdapter>
    </>
  );
}
