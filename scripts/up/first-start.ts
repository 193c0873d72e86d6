import { prisma } from '@/lib/server/db';

/** What the person needs to sign in: the demo accounts, or a link for the first administrator, or nothing new. */
export async function welcome(): Promise<void> {
  const people = await prisma().user.count();
  if (people > 0) return;
}
