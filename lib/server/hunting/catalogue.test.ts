import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCALARS } from '@/lib/kql/functions';
import { AGGREGATE, PERCENTILES } from '@/lib/kql/functions/aggregate';
import { PLUGINS } from '@/lib/kql/sql/evaluate';
import { Front } from '@/lib/kql/syntax/front';
import { OPERATORS } from '@/lib/kql/syntax/lower/operators';
import { HuntingSession } from './session';

const FOLDER = path.join(import.meta.dirname, 'golden/catalogue');
const NOW = '2026-01-10T00:00:00.000000Z';
/** What a plan says in words of its own: a minus sign, and what windows are made of. */
const OWN_WORDS = /^(negate|\$.*)$/;

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.kql'));
const queriesOf = (name: string): string[] =>
  readFileSync(path.join(FOLDER, name), 'utf8').trim().split('\n');

let session: HuntingSession;
beforeAll(async () => {
  session = await HuntingSession.open({});
});
afterAll(() => session.close());

/** Query → SQL → rows. */
async function told(text: string): Promise<string> {
  const { sql, columns, rows } = await session.run(text, NOW);
  return [
    text,
    `  ${sql.trim()}`,
    `  ${columns.map(({ name, type }) => `${name}:${type}`).join(' | ')}`,
    ...rows.map((row) => `  ${row.map((cell) => JSON.stringify(cell)).join(' | ')}`),
  ].join('\n');
}

describe('the catalogue of what is supported', () => {
  it.each(files)('%s', async (name) => {
    const parts: string[] = [];
    for (const text of queriesOf(name)) parts.push(await told(text));
    await expect(`${parts.join('\n\n')}\n`).toMatchFileSnapshot(
      path.join(FOLDER, name.replace('.kql', '.golden')),
    );
  });

  it('has a golden pair for every function, operator and plugin', () => {
    const front = new Front({});
    const shown = new Set(files.flatMap(queriesOf).flatMap((text) => front.constructs(text)));
    const supported = [
      ...Object.keys(SCALARS),
      ...Object.keys(AGGREGATE),
      ...PERCENTILES.keys(),
      ...Object.keys(OPERATORS),
      ...Object.keys(PLUGINS),
    ];
    expect(supported.filter((name) => !shown.has(name) && !OWN_WORDS.test(name))).toEqual([]);
  });
});
