import pg from 'pg';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { signedIn } from '@/lib/server/testing/people';
import { sealAudit } from './seal';
import { verifyAudit } from './verify';
import { changesOf, withAudit } from './with-audit';

const database = testDatabase();
let actor: Actor;

async function asOwner(...statements: readonly string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: database.adminUrl });
  await owner.connect();
  for (const statement of statements) await owner.query(statement);
  await owner.end();
}

const write = (times: number) =>
  Promise.all(
    Array.from({ length: times }, (_, i) =>
      withAudit(actor, 'r', async (_tx, audit) =>
        audit({
          action: 'test.write',
          target: { type: 'test', id: `${i}` },
          changes: changesOf({ n: 0 }, { n: i }),
        }),
      ),
    ),
  );

beforeAll(async () => {
  actor = (await signedIn('admin', ['admin'])).actor;
});
beforeEach(() =>
  asOwner(
    'ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only',
    'DELETE FROM audit_entry',
    'DELETE FROM audit_seal',
    'ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only',
  ),
);

it('writes change, entry and event together or not at all', async () => {
  const change = (fail: boolean) =>
    withAudit(actor, 'r', async (tx, audit, publish) => {
      await tx.setting.create({ data: { tenantId: 'default', key: `k-${fail}`, value: 1 } });
      audit({ action: 'setting.create', target: { type: 'setting', id: 'k' }, reason: 'because' });
      publish({ type: 'setting.created', targetId: `k-${fail}` });
      if (fail) throw new Error('no');
    });
  await change(false);
  await expect(change(true)).rejects.toThrow('no');
  expect(await prisma().setting.count({ where: { key: { startsWith: 'k-' } } })).toBe(1);
  expect(await prisma().auditEntry.findMany()).toMatchObject([{ reason: 'because', actorId: 'admin' }]);
  expect(await prisma().outboxEvent.count({ where: { type: 'setting.created' } })).toBe(1);
});

it('seals each entry once, however often and by how many at once it is asked to', async () => {
  await write(20);
  const sealed = await Promise.all([sealAudit(), sealAudit(), sealAudit()]);
  expect(sealed.reduce((sum, part) => sum + part, 0)).toBe(20);
  await write(5);
  expect(await sealAudit()).toBe(5);
  expect(await sealAudit()).toBe(0);
  expect(await verifyAudit(actor)).toMatchObject({ intact: true, entries: 25, seals: 2, brokenAt: null });
});

it('waits for a writer that holds a lower number, and nobody for it', async () => {
  const slow = await pool().connect();
  const insert = `INSERT INTO audit_entry (tenant_id, actor_kind, actor_id, actor_name, action, target_type, target_id, changes)
    VALUES ('default', 'user', 'slow', 'Slow', 'test.slow', 'test', 'x', '[]')`;
  await slow.query('BEGIN');
  await slow.query(insert);
  await write(1);
  const first = sealAudit();
  // Another writer comes and goes while the sealer waits.
  await write(1);
  expect(await prisma().auditSeal.count()).toBe(0);
  await slow.query('COMMIT');
  slow.release();
  expect((await first) + (await sealAudit())).toBe(3);
  expect(await verifyAudit(actor)).toMatchObject({ intact: true, entries: 3 });
});

it('gives up on a writer that takes long, and seals when it has ended', async () => {
  const slow = await pool().connect();
  await slow.query('BEGIN');
  await slow.query('SELECT pg_advisory_xact_lock_shared(7401, 1)');
  await write(3);
  expect(await sealAudit()).toBe(0);
  await slow.query('ROLLBACK');
  slow.release();
  expect(await sealAudit()).toBe(3);
});

it.each([
  ['changed', `UPDATE audit_entry SET actor_name = 'Somebody else' WHERE target_id = '3'`],
  ['removed', `DELETE FROM audit_entry WHERE target_id = '3'`],
  ['given another time', `UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE target_id = '3'`],
  [
    'slipped in',
    `INSERT INTO audit_entry (seq, tenant_id, actor_kind, actor_id, actor_name, action, target_type, target_id, changes)
     SELECT min(seq) - 1, 'default', 'user', 'x', 'X', 'x.x', 'x', 'x', '[]' FROM audit_entry`,
  ],
])('notices an entry that was %s', async (_how, statement) => {
  await write(10);
  await sealAudit();
  expect(await verifyAudit(actor)).toMatchObject({ intact: true });
  await asOwner('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only', statement);
  expect(await verifyAudit(actor)).toMatchObject({
    intact: false,
    brokenAt: { fromSeq: expect.any(String) },
  });
});

it('cannot be changed by the application', async () => {
  await write(1);
  await expect(pool().query(`UPDATE audit_entry SET actor_name = 'x'`)).rejects.toThrow(/permission denied/);
  await expect(pool().query('DELETE FROM audit_seal')).rejects.toThrow(/permission denied/);
});
