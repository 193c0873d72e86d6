import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { startPostgres, stopPostgres } from './cluster';
import { takeFileLock, withFileLock } from './lock';

const dir = mkdtempSync(path.join(tmpdir(), 'throughline-pg-'));
const pidFile = path.join(dir, 'data/postmaster.pid');
afterAll(async () => {
  await stopPostgres({ dir });
  rmSync(dir, { recursive: true, force: true });
});

async function value(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

const settings = { fsync: 'off' };

describe('the embedded PostgreSQL', () => {
  it('starts, is joined, remembers its port and survives kills and stale files', async () => {
    const first = await startPostgres({ dir, settings });
    expect(first.reused).toBe(false);
    await value(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS n');

    const second = await startPostgres({ dir });
    expect(second).toEqual({ ...first, reused: true });

    process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL');
    const third = await startPostgres({ dir, settings });
    expect(third.port).toBe(first.port);
    expect(await value(third.adminUrl, 'SELECT n FROM kept')).toBe(42);

    // The pid file of a kill may name a process that is somebody else's by now.
    const content = readFileSync(pidFile, 'utf8').split('\n');
    expect(await stopPostgres({ dir })).toBe(true);
    expect(await stopPostgres({ dir })).toBe(false);
    writeFileSync(pidFile, [String(process.pid), ...content.slice(1)].join('\n'));
    expect((await startPostgres({ dir, settings })).reused).toBe(false);
    await stopPostgres({ dir });

    const squatter = net.createServer();
    await new Promise<void>((resolve) => squatter.listen(first.port, '127.0.0.1', resolve));
    await expect(startPostgres({ dir, keepPort: true })).rejects.toThrow(`port ${first.port} is in use`);
    const moved = await startPostgres({ dir, settings });
    expect(moved.port).not.toBe(first.port);
    expect(await value(moved.adminUrl, 'SELECT n FROM kept')).toBe(42);
    squatter.close();
  });

  it('gives nobody more than needed', async () => {
    const { adminUrl, appUrl } = await startPostgres({ dir, settings });
    const rights = `SELECT rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication FROM pg_roles WHERE rolname = current_user`;
    expect(await value(adminUrl, rights)).toBe(false);
    expect(await value(appUrl, rights)).toBe(false);
    await expect(value(appUrl, 'CREATE DATABASE other')).rejects.toThrow('permission denied');
    await expect(value(appUrl.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    expect(statSync(path.join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });
});

describe('file locks', () => {
  const file = path.join(dir, 'test.lock');

  it('name their live holder and are taken over from a dead one', () => {
    const lock = takeFileLock(file);
    expect(lock.holder).toBeUndefined();
    expect(takeFileLock(file).holder).toBe(process.pid);
    lock.release();
    const dead = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
    writeFileSync(file, `${dead} 1`);
    const taken = takeFileLock(file);
    expect(taken.holder).toBeUndefined();
    taken.release();
    // The id of a dead holder went to a process that started at another time.
    writeFileSync(file, `${process.pid} 1`);
    expect(takeFileLock(file).holder).toBeUndefined();
    rmSync(file);
  });

  it('let one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => withFileLock(file, work)));
    expect(most).toBe(1);
  });
});
