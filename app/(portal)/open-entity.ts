import 'server-only';
import { notFound, redirect } from 'next/navigation';
import type { Actor } from '@/lib/domain/permissions';
import { requireActor } from '@/lib/server/auth/session';
import { type FoundEntity, loadEntity } from '@/lib/server/entities/queries';

interface Params {
  readonly params: Promise<{ readonly id: string }>;
}

/** The entity that a page's address means. One that became another one, and an account, have their pages elsewhere. */
export async function openEntity({ params }: Params): Promise<{ actor: Actor; entity: FoundEntity }> {
  const actor = await requireActor('entity:read');
  const id = decodeURIComponent((await params).id);
  const entity = await loadEntity(actor, id);
  if (entity === null) notFound();
  if (entity.mergedInto !== null) redirect(`/entities/${encodeURIComponent(entity.mergedInto)}`);
  if (entity.type === 'account') redirect(`/users/${encodeURIComponent(id)}`);
  return { actor, entity };
}

/** The account that a page's address means. */
export async function openUser({ params }: Params): Promise<{ actor: Actor; user: FoundEntity }> {
  const actor = await requireActor('entity:read');
  const id = decodeURIComponent((await params).id);
  const user = await loadEntity(actor, id);
  if (user === null) notFound();
  if (user.mergedInto !== null) redirect(`/users/${encodeURIComponent(user.mergedInto)}`);
  if (user.type !== 'account') redirect(`/entities/${encodeURIComponent(id)}`);
  return { actor, user };
}
