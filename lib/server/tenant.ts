import 'server-only';
import { pool } from './pg';

/** The tenant that the set-up makes. More come with multi-tenancy; every key starts with the tenant already. */
export const DEFAULT_TENANT = 'default';

/** Makes the tenant of a fresh database; on any other it changes nothing. */
export async function ensureTenant(): Promise<string> {
  await pool().query('insert into tenant (id, name) values ($1, $2) on conflict do nothing', [
    DEFAULT_TENANT,
    'Throughline',
  ]);
  return DEFAULT_TENANT;
}
