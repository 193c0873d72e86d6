import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '../db';

/** The name of the actor's own tenant. */
export async function getTenantName(actor: Actor): Promise<string> {
  const tenant = await prisma().tenant.findUnique({ where: { id: actor.tenantId } });
  return tenant?.name ?? actor.tenantId;
}
