import { retentionPolicy } from '@/lib/domain/inputs/retention';
import { retentionEffect } from '@/lib/server/retention/queries';
import { route } from '@/lib/server/route';

/** What a policy would take, before it is saved. */
export const POST = route({ permission: 'settings:read', body: retentionPolicy }, ({ actor, body }) =>
  retentionEffect(actor, body),
);
