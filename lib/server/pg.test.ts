import { describe, expect, it } from 'vitest';
import { prisma } from './db';
import { pool, withTransaction } from './pg';
import { testDatabase } from './testing/database';

testDatabase();

const insertTenant = `INSERT INTO tenant (id, name) VALUES ($1, $1)`;
const audit = `INSERT INTO audit_entry (tenant_id, actor_kind, actor_id, actor_name, action, target_type, target_id, changes)
  VALUES ('t', 'user', 'u', 'U', 'test', 'incident', 'i', '[]')`;

describe('transactions', () => {
  it('commits what resolves', async () => {
    await withTransaction((client) => client.query(insertTenant, ['kept']));
    expect(await prisma().tenant.findUnique({ where: { id: 'kept' } })).toMatchObject({ name: 'kept' });
  });

  it('rolls back what throws and hands the error on', async () => {
    const attempt = withTransaction(async (client) => {
      await client.query(insertTenant, ['dropped']);
      throw new Error('stop');
    });
    await expect(attempt).rejects.toThrow('stop');
    expect(await prisma().tenant.count({ where: { id: 'dropped' } })).toBe(0);
  });

  it('sees one snapshot when it is repeatable', async () => {
    const options = { isolation: 'REPEATABLE READ', readOnly: true } as const;
    await withTransaction(async (client) => {
      const before = await client.query('SELECT count(*) FROM tenant');
      await pool().query(insertTenant, ['later']);
      const after = await client.query('SELECT count(*) FROM tenant');
      expect(after.rows).toEqual(before.rows);
    }, options);
    await expect(withTransaction((client) => client.query(insertTenant, ['x']), options)).rejects.toThrow(
      'read-only',
    );
  });

  it('does not take a rollback for success when an error inside was swallowed', async () => {
    const attempt = withTransaction(async (client) => {
      await client.query(insertTenant, ['lost']);
      await client.query('SELECT 1/0').catch(() => {});
    });
    await expect(attempt).rejects.toThrow('was aborted');
    expect(await prisma().tenant.count({ where: { id: 'lost' } })).toBe(0);
  });

  it('asks one statement at a time, and nothing behind the rollback', async () => {
    const insertAll = (ids: readonly string[]) =>
      withTransaction((client) => Promise.all(ids.map((id) => client.query(insertTenant, [id]))));
    const stored = () => prisma().tenant.count({ where: { id: { startsWith: 'turn' } } });
    await insertAll(['turn1', 'turn2', 'turn3']);
    // The second fails while the others wait for their turn.
    await expect(insertAll(['turn4', 'turn1', 'turn5', 'turn6'])).rejects.toMatchObject({ code: '23505' });
    expect(await stored()).toBe(3);
  });
});

describe('the application role', () => {
  it('may add to the audit trail and read it, not change it', async () => {
    await pool().query(audit);
    expect((await pool().query('SELECT action FROM audit_entry')).rows).toEqual([{ action: 'test' }]);
    for (const sql of [
      `UPDATE audit_entry SET action = 'x'`,
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
    ]) {
      await expect(pool().query(sql)).rejects.toThrow('permission denied');
    }
  });

  it('may not change the structure or the migration history', async () => {
    await expect(pool().query('CREATE TABLE other (id int)')).rejects.toThrow('permission denied');
    await expect(pool().query('ALTER TABLE tenant ADD COLUMN x int')).rejects.toThrow('must be owner');
    await expect(pool().query('DELETE FROM _prisma_migrations')).rejects.toThrow('permission denied');
  });
});
