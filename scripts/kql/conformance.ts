/** `npm run kql:conformance [-- ID,…]`: our answers beside those of the language's own emulator, family by family. */

import type { Cell } from '@/lib/domain/views/hunting';
import { clrName, KqlError } from '@/lib/kql/types';
import { HuntingSession } from '@/lib/server/hunting/session';
import { KNOWN_DIFFERENCES } from './known';
import { firstArgument, sharedText } from './shared';

interface Example {
  readonly id: string;
  readonly family: string;
  readonly usedByRules: boolean;
  readonly query: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Cell[])[];
}

const DIGITS = 9;
const SORTS = /\|\s*(sort|order|top)\b/;

/** Numbers to nine digits, moments and spans without zeros at their end, members of objects in one order. */
function plain(cell: Cell): Cell {
  // Beyond 2^53 their file has lost the last digits.
  if (typeof cell === 'string' && /^-?\d{16,}$/.test(cell)) return plain(Number(cell));
  if (typeof cell === 'number') return Number(cell.toPrecision(DIGITS));
  if (Array.isArray(cell)) return cell.map(plain);
  if (typeof cell === 'object' && cell !== null)
    return Object.fromEntries(
      Object.entries(cell)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => [name, plain(value)]),
    );
  if (typeof cell !== 'string') return cell;
  return /\d\d:\d\d:\d\d\.\d+Z?$/.test(cell) ? cell.replace(/\.?0+(Z?)$/, '$1') : cell;
}

const text = (rows: readonly (readonly Cell[])[], ordered: boolean): string[] => {
  const lines = rows.map((row) => JSON.stringify(row.map(plain)));
  return ordered ? lines : lines.sort();
};

const only = firstArgument();
const examples = (JSON.parse(sharedText('kql-conformance', 'examples.json')) as Example[]).filter(
  ({ id }) => !only || only.split(',').some((part) => id.includes(part)),
);
const session = await HuntingSession.open({});
/** When the emulator was asked. */
const now = '2026-08-02T23:56:45.000000Z';
const tallies: Record<
  string,
  { cases: number; equal: number; wrong: number; known: number; refused: number; failed: number }
> = {};

for (const { id, family, usedByRules, query, columns, rows } of examples) {
  const keys = usedByRules ? [family, 'usedByRules'] : [family];
  let outcome: 'equal' | 'wrong' | 'known' | 'refused' | 'failed' = 'equal';
  let told = '';
  try {
    const result = await session.run(query, now);
    const ordered = result.ordered && SORTS.test(query);
    const ours = [
      result.columns.map(({ name, type }) => `${name}:${clrName(type)}`).join(' '),
      ...text(result.rows, ordered),
    ];
    const theirs = [columns.map(({ name, type }) => `${name}:${type}`).join(' '), ...text(rows, ordered)];
    if (ours.join('\n') !== theirs.join('\n')) {
      outcome = id in KNOWN_DIFFERENCES ? 'known' : 'wrong';
      told = only
        ? `\n${query}\n--- ours\n${ours.join('\n')}\n--- theirs\n${theirs.join('\n')}\n--- SQL\n${result.sql}`
        : `  ${KNOWN_DIFFERENCES[id] ?? ''}`;
    }
  } catch (error) {
    outcome = error instanceof KqlError ? 'refused' : 'failed';
    told = `  ${String((error as Error).message)
      .split('\n')[0]
      ?.slice(0, 140)}`;
  }
  for (const key of keys) {
    tallies[key] ??= { cases: 0, equal: 0, wrong: 0, known: 0, refused: 0, failed: 0 };
    tallies[key].cases++;
    tallies[key][outcome]++;
  }
  if (outcome !== 'equal') console.log(`${outcome.padEnd(7)} ${family.padEnd(7)} ${id}${told}`);
}
session.close();
console.table(tallies);
process.exit(0);
