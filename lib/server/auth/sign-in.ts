import 'server-only';
import { prisma } from '../db';
import { DEFAULT_TENANT } from '../tenant';
import { verifyPassword } from './password';

/** Who may be given a session. */
export interface Admitted {
  readonly tenantId: string;
  readonly id: string;
}

/** E-mail addresses are compared without case and outer space. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();

/**
 * The person of an e-mail address and a password, or null: no account, another password, disabled, or vouched for by
 * an identity provider only. The caller cannot tell which, neither by the answer nor by its time.
 */
export async function admitPassword(email: string, password: string): Promise<Admitted | null> {
  const user = await prisma().user.findUnique({
    where: { tenantId_email: { tenantId: DEFAULT_TENANT, email: normalEmail(email) } },
  });
  const matches = await verifyPassword(user?.passwordHash, password.slice(0, 1_000));
  if (!user || !matches || user.disabledAt || user.provider !== 'password') return null;
  return { tenantId: user.tenantId, id: user.id };
}
