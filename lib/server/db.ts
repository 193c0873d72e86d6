import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import { env } from './env';
import { AppError } from './errors';
import { PrismaClient } from './generated/prisma/client';

export type { Prisma } from './generated/prisma/client';

// Next reloads modules in development: the client is kept where a reload finds it.
const kept = globalThis as typeof globalThis & { throughlinePrisma?: PrismaClient };

/** The one Prisma client of this process. */
export function prisma(): PrismaClient {
  if (!kept.throughlinePrisma) {
    const { databaseUrl, DATABASE_POOL_SIZE } = env();
    if (!databaseUrl)
      throw new AppError('unavailable', 'no database: DATABASE_URL is unset and none was started');
    kept.throughlinePrisma = new PrismaClient({
      adapter: new PrismaPg({ connectionString: databaseUrl, max: DATABASE_POOL_SIZE }),
    });
  }
  return kept.throughlinePrisma;
}

/** Closes the client, at shutdown and between tests. */
export async function closePrisma(): Promise<void> {
  const client = kept.throughlinePrisma;
  kept.throughlinePrisma = undefined;
  await client?.$disconnect();
}
