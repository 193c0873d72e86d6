import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/database';
import { migrate, readMigrations } from './migrate';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const tables = async (): Promise<string[]> => {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE tablename LIKE 'probe%' ORDER BY 1`,
  );
  await client.end();
  return rows.map(({ name }) => name);
};

const later = { name: '9001_probe', sql: 'CREATE TABLE probe (id int)', checksum: 'a'.repeat(64) };

describe('migrate', () => {
  it('has nothing to do in a migrated database, applies what is new once', async () => {
    expect(await migrate(database.adminUrl)).toEqual([]);
    const all = [...readMigrations(), later];
    const runs = await Promise.all([migrate(database.adminUrl, all), migrate(database.adminUrl, all)]);
    expect(runs.flat()).toEqual(['9001_probe']);
    expect(await tables()).toEqual(['probe']);
  });

  it('rolls a failing migration back whole', async () => {
    const broken = {
      name: '9002_broken',
      sql: 'CREATE TABLE probe2 (id int); SELECT 1/0',
      checksum: 'b'.repeat(64),
    };
    await expect(migrate(database.adminUrl, [broken])).rejects.toThrow(
      'migration 9002_broken failed and was rolled back',
    );
    expect(await tables()).toEqual(['probe']);
    expect(await migrate(database.adminUrl, [{ ...broken, sql: 'CREATE TABLE probe2 (id int)' }])).toEqual([
      '9002_broken',
    ]);
  });

  it('refuses a migration that was edited after it was applied', async () => {
    const edited = { ...later, checksum: 'c'.repeat(64) };
    await expect(migrate(database.adminUrl, [edited])).rejects.toThrow(
      '9001_probe was changed after it was applied',
    );
  });
});
