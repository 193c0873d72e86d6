import { firstAdminLink } from '@/lib/server/auth/setup';
import { ensureTenant } from '@/lib/server/tenant';

/** What the person at the terminal needs to sign in; empty when there are people already. */
export async function welcome(): Promise<string[]> {
  const tenantId = await ensureTenant();
  const link = await firstAdminLink(tenantId);
  if (!link) return [];
  return ['Nobody can sign in yet. This link makes the first administrator (once):', link];
}
