import { describe, expect, it } from 'vitest';
import { readFiles } from '../files';
import { readFile } from '.';

const RULE = 'name: Tools\nquery: T | take 1\n';

describe('a file that no publisher meant', () => {
  it.each([
    ['an alias without its anchor', 'tags:\n  - *.exe\n', 4],
    ['aliases that make it large', 'id: &a [x]\ncustomDetails: [*a, *a]\n', 4],
    ['keys that an older version merges', '\nstatus: &a {x: 1}\nversion: {<<: *a}\n', 5],
  ])('has %s', (_, text, line) => {
    const read = readFile('a.yaml', `${RULE}${text}`);
    expect(read.queries).toEqual([]);
    expect(read.notes).toMatchObject([
      { kind: 'unreadable', line, reason: expect.stringContaining('is an alias of YAML') },
    ]);
  });

  it('keeps the other documents of one with an alias', () => {
    const read = readFile('a.yaml', `${RULE}tags: [*x]\n---\n${RULE}`);
    expect([read.queries.length, read.notes.length]).toEqual([1, 1]);
  });

  it('nests deeper than anything can be read', () => {
    const read = readFile('a.yaml', `name: a\nquery: ${'['.repeat(100_000)}`);
    expect(read.queries).toEqual([]);
    expect(read.notes).toMatchObject([{ kind: 'unreadable' }]);
  });

  it.each([
    ['a.yaml', 'name: "N\\0"\nquery: "T\\uD800"\nversion: "\\0"\nstatus: "\\uDC00"\n'],
    ['a.json', '{"name":"N\\u0000","query":"T\\ud800","version":"\\u0000","status":"\\udc00"}'],
  ])('escapes what no database keeps: %s', (path, text) => {
    expect(readFile(path, text).queries).toMatchObject([
      { name: 'N\ufffd', text: 'T\ufffd', rule: { version: '\ufffd', status: '\ufffd' } },
    ]);
  });

  it('has names that look like those of repetitions', () => {
    const text = ['X', 'X (2)', 'X'].map((name) => `// Name: ${name}\nT | take 1\n`).join('\n');
    const { queries } = readFile('a.kql', text);
    expect(queries.map(({ name }) => name)).toEqual(['X', 'X (2)', 'X (3)']);
  });

  it('comes twice in a batch', () => {
    const files = ['T | take 1', 'T | take 2'].map((text) => ({ path: 'a.kql', text }));
    const { queries, notes } = readFiles(files);
    expect(queries.map(({ text }) => text)).toEqual(['T | take 1']);
    expect(notes).toMatchObject([{ path: 'a.kql', kind: 'skipped', line: 1 }]);
  });

  it.each([
    ['a.kql', 'T\n\n'.repeat(5_001)],
    ['a.json', JSON.stringify(Array.from({ length: 5_001 }, () => ({ query: 'T' })))],
  ])('holds too many queries: %s', (path, text) => {
    expect(readFile(path, text)).toMatchObject({
      queries: [],
      notes: [{ kind: 'unreadable', reason: expect.stringContaining('5,001') }],
    });
  });

  it('has a path longer than an index takes', () => {
    const [query] = readFile(`${'ж'.repeat(990)}.kql`, 'T | take 1').queries;
    expect(Buffer.byteLength(query?.key ?? '')).toBeLessThan(2_000);
  });
});

/** The best of some: whatever else the machine does only adds. */
function timeOf(path: string, text: string): number {
  const times = Array.from({ length: 5 }, () => {
    const from = performance.now();
    readFile(path, text);
    return performance.now() - from;
  });
  return Math.min(...times);
}

/** So many milliseconds are too few to compare. */
const FLOOR = 4;

describe('reading takes four times as long for four times as much', () => {
  it.each<[string, string, (n: number) => string]>([
    ['line ends', 'a.txt', (n) => '\n'.repeat(n)],
    ['line ends before prose', 'a.txt', (n) => `${'\n'.repeat(n)}x`],
    ['line ends in Markdown', 'a.md', (n) => `\`\`\`kql\nT\n\`\`\`\n${'\n'.repeat(n)}x`],
    ['line ends in a block', 'a.md', (n) => `\`\`\`\n${'\n'.repeat(n)}x\n\`\`\``],
    ['opened fences', 'a.md', (n) => `\`\`\`kql\nT\n\`\`\`\n${'```x\n'.repeat(n)}`],
    ['fences that close nothing', 'a.md', (n) => `${'```\n~~~\n'.repeat(n)}`],
    ['empty blocks', 'a.md', (n) => '```kql\n```\n'.repeat(n)],
    ['a long fence', 'a.md', (n) => `\`\`\`kql\nT\n\`\`\`\n${'~'.repeat(n)}\``],
    ['a long heading', 'a.md', (n) => `# ${'#'.repeat(n)}x\n\`\`\`kql\nT\n\`\`\``],
    ['brackets', 'a.md', (n) => `${'['.repeat(n)}\n\`\`\`kql\nT\n\`\`\``],
    ['links', 'a.md', (n) => `${'[a]('.repeat(n)}\n\`\`\`kql\nT\n\`\`\``],
    ['spaces', 'a.md', (n) => `# description${' '.repeat(n)}x\n\`\`\`kql\nT\n\`\`\``],
    ['blocks of one query', 'a.kql', (n) => `T\n\n${'| take 1\n\n'.repeat(n)}`],
    ['queries', 'a.kql', (n) => 'T\n\n'.repeat(n / 8)],
    ['quotes', 'a.kql', (n) => `T ${'\\"'.repeat(n)}`],
    ['prefixes', 'a.kql', (n) => `T ${'h'.repeat(n)}`],
    ['a label', 'a.kql', (n) => `// mitre${' '.repeat(n)}x\nT`],
  ])('%s', (_, path, textOf) => {
    timeOf(path, textOf(2_000));
    const [once, fourfold] = [timeOf(path, textOf(8_000)), timeOf(path, textOf(32_000))];
    expect(fourfold).toBeLessThan(9 * Math.max(once, FLOOR));
  });
});
