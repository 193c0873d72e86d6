import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { watchlistItemsQuery, watchlistUploadQuery } from '@/lib/domain/inputs/watchlist';
import type { Actor } from '@/lib/domain/permissions';
import { backup } from '../backup/backup';
import { prisma } from '../db';
import { changeEnv } from '../env';
import { complete, diagnose, huntingProcess, refusalsOf, runHunt } from '../hunting/client';
import { makeActor, makeTenant } from '../incidents/testing';
import { collectGarbage, collectOrphans } from '../lake/gc';
import { openLake } from '../lake/testing/lake';
import { closePool, pool, withTransaction } from '../pg';
import { queryProcess } from '../query/child';
import { testDatabase } from '../testing/database';
import { changeSettings, deleteWatchlist, restoreVersion } from './commands';
import { foldEdits } from './fold';
import { deleteItems, saveItem } from './items';
import { findItems, findRejects, getWatchlist, listWatchlists, watchlistId } from './queries';
import { uploadWatchlist } from './upload';
import { stopWriter } from './writer';

const db = testDatabase();
let noor: Actor;
let manager: Actor;
let stranger: Actor;

beforeAll(async () => {
  await makeTenant('a');
  await makeTenant('b');
  noor = await makeActor('a', 'analyst');
  manager = await makeActor('a', 'manager');
  stranger = await makeActor('b', 'admin');
}, 60_000);
afterAll(async () => {
  await Promise.all([huntingProcess.stop(), queryProcess.stop(), stopWriter()]);
});

async function* bytes(content: Buffer | string): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(content);
  for (let at = 0; at < all.length; at += 10) yield all.subarray(at, at + 10);
}

const upload = (alias: string, content: Buffer | string, options: object = {}, actor = noor) =>
  uploadWatchlist({
    actor,
    requestId: null,
    alias,
    options: watchlistUploadQuery.parse(options),
    body: { content: bytes(content), isGzip: Buffer.isBuffer(content) },
  });

const items = async (alias: string, query: object = {}, actor = noor) =>
  findItems(actor, await watchlistId(actor, alias), watchlistItemsQuery.parse(query));
const values = async (alias: string, query: object = {}) =>
  (await items(alias, query)).items.map((item) => item.values.join('|'));

const hunted = async (text: string, now = '2026-03-11T00:00:00.000Z', tenantId = noor.tenantId) =>
  (await runHunt({ tenantId, text, limit: 1_000, during: null, now }, { timeoutMs: 60_000 })).rows;
const refused = async (text: string, tenantId = noor.tenantId) =>
  refusalsOf(await hunted(text, undefined, tenantId).catch((error: unknown) => error));

/** Begins changes of a list in this order, each of which has seen it before the first is done. */
async function atOnce(id: string, changes: readonly (() => Promise<unknown>)[]): Promise<unknown[]> {
  const begun: Promise<unknown>[] = [];
  await withTransaction(async (tx) => {
    await tx.query('SELECT 1 FROM watchlist WHERE id = $1 FOR UPDATE', [id]);
    for (const change of changes) {
      begun.push(change().catch((error: unknown) => error));
      await vi.waitFor(async () => {
        const { rowCount } = await pool().query(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        expect(rowCount).toBe(begun.length);
      }, 10_000);
    }
  });
  return Promise.all(begun);
}

const VIPS = 'UPN,Title\nann@a.example,CEO\nbob@a.example,"CFO, acting"\n';
const files = (): string[] =>
  (readdirSync(path.join(db.dataDir, 'lake'), { recursive: true }) as string[]).filter((name) =>
    name.endsWith('.parquet'),
  );

describe('a watchlist', { timeout: 60_000 }, () => {
  it('is made of a CSV file and hunted with by its alias', async () => {
    const made = await upload('VIPs', VIPS, { key: 'UPN', source: 'vips.csv', labels: 'people, vip' });
    expect(made).toMatchObject({ alias: 'VIPs', number: 1, items: 2, uploaded: 2, rejected: 0 });
    expect(await listWatchlists(noor)).toMatchObject([
      {
        alias: 'VIPs',
        name: 'VIPs',
        columns: ['UPN', 'Title'],
        searchKey: 'UPN',
        items: 2,
        source: 'vips.csv',
        labels: ['people', 'vip'],
      },
    ]);
    expect(
      await hunted("_GetWatchlist('VIPs') | project SearchKey, UPN, Title | sort by SearchKey asc"),
    ).toEqual([
      ['ann@a.example', 'ann@a.example', 'CEO'],
      ['bob@a.example', 'bob@a.example', 'CFO, acting'],
    ]);
    const [ids] = await hunted("_GetWatchlist('VIPs') | summarize make_set(_DTItemId)");
    expect(ids?.[0]).toEqual(
      expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-000000000001$/)]),
    );
    expect(await hunted('_GetWatchlistAlias')).toEqual([['VIPs']]);
  });

  it('belongs to its tenant, is read by who hunts and written by who may', async () => {
    expect(await listWatchlists(stranger)).toEqual([]);
    await expect(watchlistId(stranger, 'VIPs')).rejects.toMatchObject({ code: 'notFound' });
    expect(await refused("_GetWatchlist('VIPs')", stranger.tenantId)).toMatchObject([
      { code: 'TL005', hint: 'there are no watchlists yet' },
    ]);
    await expect(upload('Mine', VIPS, { key: 'UPN' }, manager)).rejects.toMatchObject({ code: 'forbidden' });
    const id = await watchlistId(noor, 'vips');
    await expect(deleteWatchlist(manager, null, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      saveItem(manager, null, { id, item: null, values: ['x', 'y'], expiresAt: null }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteWatchlist(stranger, null, { id })).rejects.toMatchObject({ code: 'notFound' });
  });

  it('is replaced as a whole: the plan of the same query follows its columns', async () => {
    const text = "_GetWatchlist('VIPs') | project Title";
    expect(await hunted(text)).toHaveLength(2);
    await upload('VIPs', 'UPN;Rank\neve@a.example;3\n', { expect: 'existing' });
    expect(await refused(text)).toMatchObject([{ code: 'KS142' }]);
    expect(await hunted("_GetWatchlist('VIPs') | project UPN, Rank")).toEqual([['eve@a.example', '3']]);
    const id = await watchlistId(noor, 'VIPs');
    await restoreVersion(noor, null, { id, number: 1 });
    expect(await hunted(text)).toHaveLength(2);
    expect(
      (await getWatchlist(noor, id))?.versions.map(({ how, rows, isCurrent }) => [how, rows, isCurrent]),
    ).toEqual([
      ['restore', 2, true],
      ['replace', 1, false],
      ['replace', 2, false],
    ]);
  });

  it('takes rows in by their key, and refuses other columns', async () => {
    const done = await upload('VIPs', 'Title,UPN\nChair,ann@a.example\nCISO,cid@a.example\n', {
      mode: 'merge',
    });
    expect(done).toMatchObject({ items: 3, uploaded: 2 });
    expect((await values('VIPs')).sort()).toEqual([
      'ann@a.example|Chair',
      'bob@a.example|CFO, acting',
      'cid@a.example|CISO',
    ]);
    await expect(upload('VIPs', 'UPN,Rank\nx,1\n', { mode: 'merge' })).rejects.toMatchObject({
      code: 'invalid',
      userText: "The file has no column 'Title', which the list has. Replace the list instead.",
    });
    await expect(upload('Nope', VIPS, { mode: 'merge', key: 'UPN' })).rejects.toMatchObject({
      code: 'notFound',
    });
    await expect(upload('vipS', VIPS, { expect: 'new', key: 'UPN' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is changed item by item, which hunts see at once', async () => {
    const id = await watchlistId(noor, 'VIPs');
    const { item } = await saveItem(noor, null, {
      id,
      item: null,
      values: ['dan@a.example', 'O\'Neill \\ "x"'],
      expiresAt: null,
    });
    const [bob] = (await items('VIPs', { find: 'BOB@' })).items;
    await saveItem(noor, null, {
      id,
      item: bob?.item ?? '',
      values: ['bob@a.example', 'Retired'],
      expiresAt: null,
    });
    const [ann] = (await items('VIPs', { find: 'chair', in: 'any' })).items;
    expect(await deleteItems(noor, null, { id, items: [ann?.item ?? ''] })).toEqual({ deleted: 1 });
    expect(await deleteItems(noor, null, { id, items: [ann?.item ?? ''] })).toEqual({ deleted: 0 });
    const expected = [
      ['bob@a.example', 'Retired'],
      ['cid@a.example', 'CISO'],
      ['dan@a.example', 'O\'Neill \\ "x"'],
    ];
    const text = "_GetWatchlist('VIPs') | project SearchKey, Title | sort by SearchKey asc";
    expect(await hunted(text)).toEqual(expected);
    expect((await listWatchlists(noor))[0]?.items).toBe(3);
    await expect(
      saveItem(noor, null, { id, item: ann?.item ?? '', values: ['a', 'b'], expiresAt: null }),
    ).rejects.toMatchObject({ code: 'notFound' });
    await expect(
      saveItem(noor, null, { id, item, values: ['', 'b'], expiresAt: null }),
    ).rejects.toMatchObject({ code: 'invalid', fields: { c0: 'The search key cannot be empty.' } });
    expect(await foldEdits(noor, id)).toBe(true);
    expect(await hunted(text)).toEqual(expected);
    expect((await getWatchlist(noor, id))?.versions[0]).toMatchObject({ how: 'fold', rows: 3, edits: 0 });
    const trail = await prisma().auditEntry.findMany({ where: { targetId: id }, orderBy: { seq: 'asc' } });
    expect(trail.map(({ action }) => action.replace('watchlist.', ''))).toEqual([
      'create',
      'replace',
      'restore',
      'merge',
      'item.add',
      'item.change',
      'item.delete',
      'item.delete',
    ]);
    expect(trail[5]?.changes).toEqual([{ field: 'Title', from: 'CFO, acting', to: 'Retired' }]);
  });

  it('tells rows that are none by line and reason, and keeps them', async () => {
    const done = await upload('Odd', 'a,b\n1,2\n3\n"x"y,4\n5,6\n,7\n', { key: 'a' });
    expect(done).toMatchObject({ items: 2, rejected: 3 });
    expect(await findRejects(noor, done.id, { number: 1, after: 0, limit: 10 })).toEqual([
      { line: 3, reason: '1 value where the header has 2', text: '3' },
      { line: 4, reason: 'text follows a closing quote', text: '"x"y,4' },
      { line: 6, reason: "no value in 'a', the search key", text: ',7' },
    ]);
    expect(await findRejects(stranger, done.id, { number: 1, after: 0, limit: 10 })).toEqual([]);
  });

  it.each([
    ['', {}, 'The file is empty. It begins with the names of its columns.'],
    ['a,b\n', { key: 'a' }, 'The file has a header and no rows.'],
    ['a,a\n1,2\n', { key: 'a' }, "The header names the column 'a' twice."],
    ['a,b\n1,2\n', {}, 'Say which column is the search key.'],
    ['a,b\n1,2\n', { key: 'c' }, "The file has no column 'c', which is the search key."],
    ['a,b\n1,2\n', { key: 'a', expiryColumn: 'c' }, "The file has no column 'c', which holds the expiry."],
    [
      'a,b\n1\n2\n',
      { key: 'a' },
      'None of its 2 rows can be read. The first, line 2: 1 value where the header has 2.',
    ],
  ])('refuses %j with %j', async (content, options, userText) => {
    await expect(upload('Bad', content, options)).rejects.toMatchObject({ code: 'invalid', userText });
    await expect(watchlistId(noor, 'Bad')).rejects.toMatchObject({ code: 'notFound' });
  });

  it('reads gzip, one column without a key, and leaves out what every list has of itself', async () => {
    await upload('Hashes', gzipSync('hash\nabc\ndef\n'));
    expect(await values('Hashes')).toEqual(['abc', 'def']);
    await upload('Copied', '_DTItemId,LastUpdatedTimeUTC,SearchKey,a\nx,2020-01-01,k,v\n', { key: 'a' });
    expect((await listWatchlists(noor)).find(({ alias }) => alias === 'Copied')?.columns).toEqual(['a']);
    await expect(upload('Zip', Buffer.from('no gzip'), { key: 'a' })).rejects.toMatchObject({
      code: 'badRequest',
    });
  });

  it('forgets items and lists when their time is over, at the query’s now', async () => {
    await upload('Leavers', 'upn,until\na,2026-03-10\nb,2026-03-12T00:00:00Z\nc,\nd,soon\n', {
      key: 'upn',
      expiryColumn: 'until',
    });
    const text = "_GetWatchlist('Leavers') | project SearchKey | sort by SearchKey asc";
    expect(await hunted(text, '2026-03-09T00:00:00.000Z')).toEqual([['a'], ['b'], ['c']]);
    expect(await hunted(text, '2026-03-11T00:00:00.000Z')).toEqual([['b'], ['c']]);
    const id = await watchlistId(noor, 'Leavers');
    const { version = 0, name = '' } = (await getWatchlist(noor, id)) ?? {};
    const settings = { id, name, description: '', labels: [], searchKey: 'upn', itemDays: 30 };
    await changeSettings(noor, null, { ...settings, version, expiresAt: '2026-03-11T00:00:00.000Z' });
    expect(await hunted(text, '2026-03-10T23:59:59.000Z')).toHaveLength(2);
    expect(await hunted(text, '2026-03-11T00:00:00.000Z')).toEqual([]);
    await expect(changeSettings(noor, null, { ...settings, version, expiresAt: null })).rejects.toMatchObject(
      { code: 'conflict' },
    );
    await upload('Leavers', 'upn,until\ne,\n', {});
    const [row] = (await items('Leavers')).items;
    const days = (Date.parse(row?.expiresAt ?? '') - Date.parse(row?.updatedAt ?? '')) / 86_400_000;
    expect(days).toBe(30);
  });

  it('counts an item once that two take away, and keeps it away from who changes it then', async () => {
    await upload('Race', 'k,v\na,1\nb,1\nc,1\n', { key: 'k' });
    const id = await watchlistId(noor, 'Race');
    const [a, b] = (await items('Race')).items.map(({ item }) => item);
    const remove = (item = '') => deleteItems(noor, null, { id, items: [item] });
    expect(await atOnce(id, [() => remove(a), () => remove(a)])).toEqual([{ deleted: 1 }, { deleted: 0 }]);
    const save = () => saveItem(noor, null, { id, item: b ?? '', values: ['b', '2'], expiresAt: null });
    expect(await atOnce(id, [() => remove(b), () => save()])).toMatchObject([
      { deleted: 1 },
      { code: 'notFound' },
    ]);
    expect(await values('Race')).toEqual(['c|1']);
    expect((await getWatchlist(noor, id))?.items).toBe(1);
  });

  it('writes its changes into the file when there are too many, also when it refuses another', async () => {
    const id = await watchlistId(noor, 'Race');
    const where = { tenantId_id: { tenantId: noor.tenantId, id } };
    await prisma().watchlist.update({ where, data: { editCount: 5_000 } });
    const add = () => saveItem(noor, null, { id, item: null, values: ['d', '1'], expiresAt: null });
    await expect(add()).rejects.toMatchObject({ code: 'tooManyRequests' });
    await vi.waitFor(
      async () => expect((await getWatchlist(noor, id))?.versions[0]?.how).toBe('fold'),
      20_000,
    );
    await add();
    expect(await values('Race')).toEqual(['c|1', 'd|1']);
  });

  it('waits its turn when many are written at once and there are few connections', async () => {
    const ids: string[] = [];
    for (const alias of ['Fold1', 'Fold2', 'Fold3']) {
      const { id } = await upload(alias, 'k\na\n');
      await saveItem(noor, null, { id, item: null, values: ['b'], expiresAt: null });
      ids.push(id);
    }
    await closePool();
    changeEnv({ DATABASE_POOL_SIZE: '2' });
    try {
      expect(await Promise.all(ids.map((id) => foldEdits(noor, id)))).toEqual([true, true, true]);
    } finally {
      await closePool();
      changeEnv({ DATABASE_POOL_SIZE: undefined });
    }
  });

  it('is told to the editor', async () => {
    const text = "_GetWatchlist('Nowhere') | where x == 1";
    expect(await diagnose(noor.tenantId, text)).toMatchObject([
      { code: 'TL005', span: { start: 14, end: 23 } },
    ]);
    const { items } = await complete(noor.tenantId, "_GetWatchlist('", 15);
    expect(items.map(({ label }) => label)).toContain('VIPs');
  });

  it('pages by the place of an item', async () => {
    await upload('Many', `n\n${Array.from({ length: 250 }, (_, n) => `${n}`).join('\n')}\n`);
    const first = await items('Many');
    const second = await items('Many', { after: first.next });
    const third = await items('Many', { after: second.next });
    expect([first, second, third].map((page) => page.items.length)).toEqual([100, 100, 50]);
    expect(third.next).toBeNull();
    expect(new Set([first, second, third].flatMap((page) => page.items.map(({ item }) => item))).size).toBe(
      250,
    );
  });

  it('keeps three versions; the files of others and of a list that is gone are garbage, those that are named stay', async () => {
    const lake = await openLake(db.dataDir);
    for (let n = 0; n < 5; n++) await upload('Hashes', `hash\nh${n}\n`);
    const id = await watchlistId(noor, 'Hashes');
    const { versions = [] } = (await getWatchlist(noor, id)) ?? {};
    expect(versions.map(({ isKept }) => isKept)).toEqual([true, true, true, false, false, false]);
    await expect(restoreVersion(noor, null, { id, number: 1 })).rejects.toMatchObject({ code: 'notFound' });
    await collectGarbage(lake);
    await collectOrphans(lake, -1_000);
    expect(files().filter((name) => name.includes(id))).toHaveLength(3);
    expect(await hunted("_GetWatchlist('Hashes') | project hash")).toEqual([['h4']]);
    const folder = path.join(db.dataDir, 'saved');
    const manifest = await backup({ adminUrl: db.adminUrl, dataDir: db.dataDir, folder });
    expect(manifest.files.filter((file) => file.path.includes(id))).toHaveLength(3);
    await deleteWatchlist(noor, null, { id });
    await collectGarbage(lake);
    expect(files().filter((name) => name.includes(id))).toEqual([]);
    expect(existsSync(path.join(db.dataDir, 'lake/.work'))).toBe(true);
    const left = await pool().query("SELECT path FROM lake_file WHERE state = 'writing'");
    expect(left.rows).toEqual([]);
    lake.duck.closeSync();
  });
});
