import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { LakeRows } from '@/components/entities/lake-rows';
import { TableSkeleton } from '@/components/ui/skeleton';
import { requireActor } from '@/lib/server/auth/session';
import { loadEntity } from '@/lib/server/entities/queries';
import { entityTimeline, type LakeAnswer } from '@/lib/server/entities/timeline';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<{ readonly after?: string | string[] }>;
}

/** Read from the lake beside the rest of the page: nothing else waits for it. */
export default async function UserTimelinePage({ params, searchParams }: PageProps) {
  const actor = await requireActor('entity:read');
  const id = decodeURIComponent((await params).id);
  const user = await loadEntity(actor, id);
  if (user === null) notFound();
  const { after } = await searchParams;
  const answer = entityTimeline(actor, user, typeof after === 'string' ? after : null);
  return (
    <Suspense key={String(after)} fallback={<TableSkeleton rows={8} />}>
      <Rows answer={answer} href={`/users/${encodeURIComponent(id)}/timeline`} />
    </Suspense>
  );
}

async function Rows({ answer, href }: { readonly answer: Promise<LakeAnswer>; readonly href: string }) {
  return <LakeRows answer={await answer} href={href} />;
}
