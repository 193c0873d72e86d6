import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { sessionCookieName } from '@/lib/server/auth/cookie';
import { openSession } from '@/lib/server/auth/sessions';
import { prisma } from '@/lib/server/db';
import { authSecret } from '@/lib/server/env';

/** The session cookie of a new person with every role. */
export async function signIn(tenantId: string): Promise<{ readonly name: string; readonly value: string }> {
  const id = randomUUID();
  await prisma().user.create({
    data: {
      tenantId,
      id,
      email: `${id}@bench.example`,
      name: 'Benchmark',
      roles: ['admin', 'analyst', 'identityAdmin'],
    },
  });
  const sid = await openSession(tenantId, id, { ip: '127.0.0.1', userAgent: 'bench' });
  const value = await encode({ token: { sub: id, sid, tid: tenantId }, secret: authSecret() });
  return { name: sessionCookieName(), value };
}
