import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const walk = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
    path.join(folder, name),
  );

const routes = walk('app').filter((file) => /(^|\/)route\.tsx?$/.test(file));
const actions = walk('lib/actions').filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

const EXPORT = /^export\s+(.*)$/gm;
const METHOD = /^const (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s*=\s*route\b/;
const SETTING = /^const (dynamic|runtime|revalidate|maxDuration|fetchCache|preferredRegion)\s*=/;
const ACTION = /^const \w+\s*=\s*action\s*\.metadata\(/;

/** The exports of a file, each as one line up to its first bracket or so, with the line breaks taken out. */
function exportsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(EXPORT)].map((match) =>
    text
      .slice(match.index + 'export '.length, match.index + 200)
      .replace(/\s+/g, ' ')
      .replace('action .metadata', 'action.metadata'),
  );
}

it('finds routes and actions at all', () => {
  expect(routes.length).toBeGreaterThan(3);
  expect(actions.length).toBeGreaterThan(3);
});

it.each(routes)('%s exports nothing that route() did not make', (file) => {
  const found = exportsOf(file);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((line) => !METHOD.test(line) && !SETTING.test(line))).toEqual([]);
});

it.each(actions)('%s exports nothing but actions with a permission', (file) => {
  expect(readFileSync(path.join(root, file), 'utf8')).toMatch(/^'use server';\n/);
  const found = exportsOf(file);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((line) => !ACTION.test(line) && !/^(type|interface) /.test(line))).toEqual([]);
});

it('sees through what it is made for', () => {
  expect(METHOD.test('const GET = route({ public: "x" }, f)')).toBe(true);
  expect(METHOD.test('async function GET() {')).toBe(false);
  expect(METHOD.test('const GET = async () => {')).toBe(false);
  expect(METHOD.test("{ GET } from './x'")).toBe(false);
  expect(ACTION.test('const close = action.metadata({ permission: "x" })')).toBe(true);
  expect(ACTION.test('async function close() {')).toBe(false);
});
