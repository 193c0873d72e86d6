import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { composeMigration, MIGRATION_FILE } from './migration';

it('is what the schema and prisma/sql say (else: npm run db:migration)', { timeout: 60_000 }, () => {
  expect(readFileSync(MIGRATION_FILE, 'utf8')).toBe(composeMigration());
});
