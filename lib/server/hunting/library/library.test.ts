import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LibraryFile } from '@/lib/domain/hunting/library';
import { saveQueryInput } from '@/lib/domain/inputs/hunting';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '../../db';
import { makeActor, makeTenant } from '../../incidents/testing';
import { testDatabase } from '../../testing/database';
import { libraryProcess } from '../client';
import { saveQuery } from '../commands';
import { beginImport, endImport, importFiles, removeSource } from './import';
import { LibraryLoop } from './loop';
import { getLibrary, libraryProgress, libraryQuery, sourceNotes } from './queries';
import { cancelRun, startRun } from './runs';

testDatabase();
let noor: Actor;
let ivo: Actor;
let manager: Actor;
let stranger: Actor;

beforeAll(async () => {
  await makeTenant('a');
  await makeTenant('b');
  noor = await makeActor('a', 'analyst');
  ivo = await makeActor('a', 'identityAdmin');
  manager = await makeActor('a', 'manager');
  stranger = await makeActor('b', 'admin');
});
afterAll(() => libraryProcess.stop());

const file = (path: string, text: string): LibraryFile => ({ path, text });
const RULE = 'name: Failures\ntactics: [CredentialAccess]\nquery: SigninLogs | where ResultType != "0"\n';
const PAIR = '//One\nSigninLogs | take 1\n\n//Two\nAuditLogs | take 2\n';

async function imported(name: string, files: readonly LibraryFile[], actor = noor) {
  const importing = await beginImport(actor, null, { name, licence: '' });
  for (const one of files) await importFiles(actor, null, { ...importing, files: [one], leftOut: [] });
  return endImport(actor, null, { ...importing, licence: 'MIT' });
}
const rowsOf = async (source: string, actor = noor) =>
  (await getLibrary(actor)).rows.filter((row) => row.source === source);

describe('an import', () => {
  it('brings queries once, and the same again changes nothing', async () => {
    const first = await imported('idem', [
      file('a/rule.yaml', RULE),
      file('pair.kql', PAIR),
      file('x.md', '# Hi'),
    ]);
    expect(first).toMatchObject({
      files: 3,
      queries: 3,
      added: 3,
      same: 0,
      skipped: 1,
      state: 'done',
      licence: 'MIT',
    });
    const before = await rowsOf('idem');
    expect(before.map(({ name, path }) => [name, path])).toEqual([
      ['Failures', 'a/rule.yaml'],
      ['One', 'pair.kql'],
      ['Two', 'pair.kql'],
    ]);
    const second = await imported('idem', [file('pair.kql', PAIR), file('a/rule.yaml', RULE)], ivo);
    expect(second).toMatchObject({ added: 0, changed: 0, same: 3, vanished: 0 });
    expect((await rowsOf('idem')).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await rowsOf('idem', stranger)).toEqual([]);
    const [source] = (await getLibrary(noor)).sources.filter(({ name }) => name === 'idem');
    expect(source).toBeDefined();
    expect((await sourceNotes(noor, source?.id ?? '')).length).toBe(0);
    const trail = await prisma().auditEntry.findMany({
      where: { action: 'library.import', targetId: source?.id ?? '' },
    });
    expect(trail).toHaveLength(2);
    expect(trail[0]?.changes).toContainEqual({ field: 'added', from: null, to: 3 });
  });

  it('takes over what changed, keeps what people changed here, and marks what is gone', async () => {
    await imported('moves', [
      file('rule.yaml', RULE),
      file('pair.kql', PAIR),
      file('gone.kql', 'AuditLogs | take 9'),
    ]);
    const [, rule] = await rowsOf('moves').then(
      (rows) => [rows, rows.find(({ name }) => name === 'Failures')] as const,
    );
    const id = rule?.id ?? '';
    const whole = await libraryQuery(noor, id);
    await saveQuery(
      ivo,
      null,
      saveQueryInput.parse({
        ...{ target: { id, version: whole?.version }, name: 'Failures', isShared: true },
        text: 'SigninLogs | where ResultType == "50126"',
      }),
    );
    const done = await imported('moves', [
      file('rule.yaml', RULE.replace('"0"', '"1"')),
      file('pair.kql', PAIR.replace('take 2', 'take 3')),
    ]);
    expect(done).toMatchObject({ added: 0, changed: 1, same: 1, kept: 1, vanished: 1 });
    expect(await libraryQuery(noor, id)).toMatchObject({ text: 'SigninLogs | where ResultType == "50126"' });
    expect(await sourceNotes(noor, done.id)).toMatchObject([{ kind: 'edited', path: 'rule.yaml' }]);
    const rows = await rowsOf('moves');
    expect(rows.filter(({ isVanished }) => isVanished).map(({ path }) => path)).toEqual(['gone.kql']);
    const back = await imported('moves', [file('gone.kql', 'AuditLogs | take 9')]);
    expect(back).toMatchObject({ added: 0, same: 1, vanished: 3 });
    const removed = await removeSource(noor, null, { sourceId: done.id });
    expect(removed).toEqual({ removed: 3, kept: 1 });
    expect((await getLibrary(noor)).rows.find((row) => row.id === id)).toMatchObject({
      source: '',
      isEdited: false,
    });
  });

  it('that was killed half-way is finished by importing again', async () => {
    const files = [
      file('a.kql', 'SigninLogs | take 1'),
      file('b.kql', 'AuditLogs | take 1'),
      file('c.kql', PAIR),
    ];
    await imported('killed', files.slice(0, 1));
    const begun = await beginImport(noor, null, { name: 'killed', licence: '' });
    await importFiles(noor, null, { ...begun, files: files.slice(0, 2), leftOut: [] });
    // Here the browser went away: nothing is marked as gone, and the source says that the import has not ended.
    expect((await getLibrary(noor)).sources.find(({ name }) => name === 'killed')?.state).toBe('reading');
    expect((await rowsOf('killed')).some(({ isVanished }) => isVanished)).toBe(false);
    const done = await imported('killed', files);
    expect(done).toMatchObject({ added: 2, same: 2, vanished: 0 });
    expect(await rowsOf('killed')).toHaveLength(4);
    await expect(importFiles(noor, null, { ...begun, files, leftOut: [] })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('takes what no database keeps, and what comes twice in a batch', async () => {
    const begun = await beginImport(noor, null, { name: 'hostile', licence: '' });
    const files = [
      file('nul.json', '{"name":"N\\u0000","query":"print 1","version":"\\u0000\\ud800"}'),
      file('alias.yaml', 'name: a\nquery: print 1\ntags: [*x]\n'),
      file('twice.kql', 'print 1'),
      file('twice.kql', 'print 2'),
      file('names.kql', '//X\nprint 1\n\n//X (2)\nprint 2\n\n//X\nprint 3\n'),
    ];
    const stored = await importFiles(noor, null, { ...begun, files, leftOut: [] });
    expect(stored).toMatchObject({ added: 5, skipped: 1, unreadable: 1 });
    const again = await importFiles(noor, null, { ...begun, files, leftOut: [] });
    expect(again).toMatchObject({ added: 0, changed: 0, same: 5 });
    // Nobody ends it: the trail has it all the same, and nothing of what changed nothing.
    const trail = await prisma().auditEntry.findMany({ where: { targetId: begun.sourceId } });
    expect(trail.map(({ action }) => action).sort()).toEqual(['library.importBegin', 'library.importFiles']);
    expect(trail.find(({ action }) => action === 'library.importFiles')?.changes).toEqual([
      { field: 'added', from: null, to: 5 },
      { field: 'changed', from: null, to: 0 },
    ]);
  });

  it('is for who writes queries', async () => {
    await expect(beginImport(manager, null, { name: 'x', licence: '' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      startRun(manager, null, { ids: ['x'], back: null, maxRows: 1, timeoutS: 1 }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('runs of one person', () => {
  it('that start at the same time leave one', async () => {
    await imported('race', [file('pair.kql', PAIR)], ivo);
    const ids = (await rowsOf('race', ivo)).map(({ id }) => id);
    const input = { ids, back: null, maxRows: 1, timeoutS: 1 };
    for (let round = 0; round < 3; round++)
      await Promise.all(Array.from({ length: 4 }, () => startRun(ivo, null, input)));
    const where = { tenantId: ivo.tenantId, ownerId: ivo.id };
    expect(await prisma().huntingRunItem.count({ where })).toBe(2);
    await prisma().huntingRunItem.createMany({
      data: ids.map((queryId, position) => ({ ...where, runId: 'another', position, queryId })),
    });
    expect(await rowsOf('race', ivo)).toHaveLength(2);
    expect((await libraryProgress(ivo)).run).toMatchObject({ done: 0, total: 2 });
    await cancelRun(ivo, null);
  });
});

describe('checks and runs', { timeout: 300_000 }, () => {
  it('tell what runs and why not, go on after a kill, and return rows', async () => {
    await imported('checked', [
      file('runs.kql', 'SigninLogs | summarize n = count() by UserPrincipalName'),
      file('values.kql', 'range n from 1 to 5 step 1'),
      file('many.kql', 'range n from 1 to 500 step 1'),
      file('unsupported.kql', 'externaldata(a:string)["https://example.org/a.csv"] | where a != ""'),
      file('unknown.kql', 'SigninLogs | where NoSuchColumn == 1'),
      file('invalid.kql', 'SigninLogs | where ResultType == '),
      file('endless.kql', 'range n from 1 to 1000000000000000 step 1 | where n % 7 == 8 | count'),
    ]);
    const killed = new LibraryLoop();
    killed.start();
    await expect
      .poll(async () => (await rowsOf('checked')).some(({ state }) => state !== 'waiting'), {
        timeout: 120_000,
      })
      .toBe(true);
    await killed.stop();
    const loop = new LibraryLoop();
    await loop.drain();
    const states = Object.fromEntries((await rowsOf('checked')).map((row) => [row.path, row]));
    expect(states).toMatchObject({
      'runs.kql': { state: 'runs', tables: ['SigninLogs'], reason: '' },
      'values.kql': { state: 'runs', tables: [] },
      'unsupported.kql': { state: 'unsupported', reason: expect.stringContaining('externaldata') },
      'unknown.kql': {
        state: 'unknownName',
        tables: ['SigninLogs'],
        reason: expect.stringContaining('NoSuchColumn'),
      },
      'invalid.kql': { state: 'invalid' },
    });
    const ids = (await rowsOf('checked')).map(({ id }) => id);
    await startRun(noor, null, { ids, back: 86_400_000, maxRows: 100, timeoutS: 2 });
    await loop.drain();
    const ran = Object.fromEntries((await rowsOf('checked')).map((row) => [row.path, row.run]));
    expect(ran).toMatchObject({
      'runs.kql': { outcome: 'none', rows: 0 },
      'values.kql': { outcome: 'rows', rows: 5, isCut: false },
      'many.kql': { outcome: 'rows', rows: 100, isCut: true },
      'unknown.kql': { outcome: 'refused', reason: expect.stringContaining('NoSuchColumn') },
      'endless.kql': { outcome: 'timeout' },
    });
    expect((await libraryProgress(noor)).run).toMatchObject({ state: 'done', done: 7, total: 7 });
    // A run is its person's own.
    expect((await rowsOf('checked', ivo)).every(({ run }) => run === null)).toBe(true);
    await startRun(noor, null, { ids: ids.slice(0, 1), back: null, maxRows: 1, timeoutS: 2 });
    expect((await rowsOf('checked')).filter(({ run }) => run !== null)).toHaveLength(1);
  });
});

const CORPUS = '../shared/data/kql-corpus/queries.jsonl';
const isThere = existsSync(CORPUS);
if (!isThere) console.log('skipped: the import of published queries, which are not beside this checkout');

describe.skipIf(!isThere)('published queries', { timeout: 600_000 }, () => {
  it('import under their own names, and nearly all of them run', async () => {
    const queries = readFileSync(CORPUS, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { name: string; path: string; query: string; semantic_ok: boolean })
      .filter(({ semantic_ok }, index) => semantic_ok && index % 40 === 0);
    expect(queries.length).toBeGreaterThan(50);
    const files = queries.map(({ name, query }, index) =>
      index % 3 === 0
        ? file(`${index}.yaml`, JSON.stringify({ name, query }))
        : index % 3 === 1
          ? file(`${index}.md`, `# ${name}\n\`\`\`kql\n${query}\n\`\`\`\n`)
          : file(`${index}.kql`, `// Name: ${name}\n${query}`),
    );
    const done = await imported('published', files);
    expect(done.added).toBeGreaterThanOrEqual(queries.length);
    await new LibraryLoop().drain();
    const rows = await rowsOf('published');
    expect(rows.filter(({ state }) => state === 'runs').length / rows.length).toBeGreaterThan(0.9);
  });
});
