import type { Tactic } from '@/lib/domain/alert';
import {
  type FoundQuery,
  looksLikeKql,
  type Note,
  nameOf,
  type Reading,
  skipped,
  sortTactics,
  tacticIdsIn,
  tacticOf,
  techniquesIn,
} from './found';
import { codeOf } from './split';

interface Block {
  readonly language: string;
  readonly text: string;
  readonly line: number;
  /** Headings above it, the file's title first. */
  readonly headings: readonly string[];
}

const LANGUAGES = /^(kql|kusto|kusto-?query|csl|kusto query language)$/i;

/** The queries in the fenced blocks of a Markdown file: named by the headings above, with what the text says beside. */
export function readMarkdown(path: string, text: string): Reading {
  const { blocks, prose, unclosed } = blocksOf(text);
  const marked = blocks.filter(({ language }) => LANGUAGES.test(language));
  const wanted =
    marked.length > 0 ? marked : blocks.filter((one) => one.language === '' && looksLikeKql(one.text));
  const notes: Note[] =
    unclosed === null
      ? []
      : [{ kind: 'unreadable', line: unclosed, reason: 'A fenced block begins here and does not end.' }];
  const isEmpty = (block: Block) => codeOf(block.text).trim() === '';
  const full = wanted.filter((block) => !isEmpty(block));
  for (const block of wanted.filter(isEmpty))
    notes.push({ kind: 'skipped', line: block.line, reason: 'The block holds no query.' });
  if (full.length === 0 && notes.length === 0) return skipped('There is no block of KQL in it.');
  const about = aboutOf(path, prose);
  const names = namesOf(path, full);
  const queries = full.map(
    (block, index): FoundQuery => ({
      ...about,
      name: names[index] ?? nameOf(path),
      text: block.text.trim(),
      line: block.line,
      kind: 'hunting',
      severity: null,
      rule: null,
    }),
  );
  return { queries, notes };
}

/** Expressions that look ahead over the text are not used here: a file of nothing but fences would hold up everybody. */
const FENCE = /^\s{0,3}(`{3,}(?!`)|~{3,}(?!~))([^`]*)$/;

function blocksOf(text: string): {
  readonly blocks: readonly Block[];
  /** The text without its blocks. */
  readonly prose: string;
  readonly unclosed: number | null;
} {
  const blocks: Block[] = [];
  const prose: string[] = [];
  const headings: string[] = [];
  let open: { fence: string; language: string; line: number; lines: string[] } | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = FENCE.exec(line);
    if (open) {
      if (fence?.[1]?.startsWith(open.fence) && (fence[2] ?? '').trim() === '') {
        blocks.push({
          language: open.language,
          line: open.line,
          text: open.lines.join('\n'),
          headings: headings.filter(Boolean),
        });
        open = null;
      } else open.lines.push(line);
      continue;
    }
    if (fence) {
      open = { fence: fence[1] ?? '```', language: (fence[2] ?? '').trim(), line: index + 2, lines: [] };
      continue;
    }
    prose.push(line);
    const heading = headingOf(line);
    if (heading) {
      const { depth, title } = heading;
      headings.length = Math.min(headings.length, depth - 1);
      while (headings.length < depth - 1) headings.push('');
      headings.push(plain(title));
    }
  }
  if (open) prose.push(...open.lines);
  return { blocks, prose: prose.join('\n'), unclosed: open?.line ?? null };
}

/** `## Title ##` */
function headingOf(line: string): { readonly depth: number; readonly title: string } | null {
  const [, marks, rest] = /^(#{1,6})\s+(\S.*)$/.exec(line) ?? [];
  if (marks === undefined || rest === undefined) return null;
  const title = rest.trimEnd();
  let end = title.length;
  while (end > 1 && title[end - 1] === '#') end--;
  return { depth: marks.length, title: title.slice(0, end).trimEnd() };
}

/** A text with the words of its links in their place. */
const unlinked = (text: string): string => text.replace(/\[([^\][]*)\]\([^)[]*\)/g, '$1');

const plain = (text: string): string =>
  unlinked(text)
    .replace(/[*_`]/g, '')
    .replace(/^\d+[.)]\s+/, '')
    .trim();

/** Headings that name a part of a page and not a query. */
const PARTS =
  /^(quer(y|ies)|kql|kusto|hunting quer(y|ies)|detection|code|description|hunt tags?|analytics?)\b.{0,20}$/i;

/** A query goes by its page's title; where a page has several, with the heading of each. */
function namesOf(path: string, blocks: readonly Block[]): readonly string[] {
  return blocks.map(({ headings }) => {
    const [title = nameOf(path)] = headings;
    const last = headings.at(-1);
    if (blocks.length === 1 || last === undefined || last === title)
      return PARTS.test(title) ? nameOf(path) : title;
    return `${PARTS.test(title) ? nameOf(path) : title}: ${last}`;
  });
}

/** What the text says of all of its queries. */
function aboutOf(
  path: string,
  prose: string,
): Pick<FoundQuery, 'description' | 'tactics' | 'techniques' | 'tags'> {
  const front = /^---\n([\s\S]*?)\n---\n/.exec(prose);
  const body = front ? prose.slice(front[0].length) : prose;
  return {
    description: descriptionOf(body),
    tactics: [...new Set([...tacticIdsIn(prose), ...tacticsInTables(body), ...tacticsInLines(prose)])],
    techniques: techniquesIn(`${prose}\n${path}`),
    tags: [],
  };
}

/** The section that is called so, else the first paragraph. */
function descriptionOf(body: string): string {
  const section =
    /^#{1,6}\s*(?:query\s+)?(?:description|information|about)[^\S\n]*(?::[^\S\n]*)?$\n([\s\S]*?)(?=^#{1,6}\s|(?![\s\S]))/im.exec(
      body,
    )?.[1];
  const inside = section?.replace(/^####\s.*$/gm, '').trim();
  const first = body
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/^#{1,6}\s.*$/gm, '').trim())
    .find((paragraph) => paragraph !== '' && !paragraph.startsWith('|') && !paragraph.startsWith('!['));
  return plainText(inside || first || '');
}

const plainText = (text: string): string => unlinked(text).replace(/[*`]/g, '').trim();

/** Rows of a table: a tactic with a mark beside it, or a tactic in a column of that name. */
function tacticsInTables(body: string): readonly Tactic[] {
  const found: Tactic[] = [];
  let column = -1;
  for (const line of body.split('\n')) {
    if (!line.trim().startsWith('|')) {
      column = -1;
      continue;
    }
    const cells = line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map(plain);
    const head = cells.findIndex((cell) => /^tactics?$/i.test(cell));
    if (head >= 0) column = head;
    const own = tacticOf(cells[0] ?? '');
    if (own && /^(v|x|yes|✓|✔|✅)$/i.test(cells[1] ?? '')) found.push(own);
    if (column >= 0) found.push(...sortTactics((cells[column] ?? '').split(/[,;/]/)).tactics);
  }
  return found;
}

/** `Tactic: Persistence, Execution`, in the text or the front matter. */
const tacticsInLines = (prose: string): readonly Tactic[] =>
  [...prose.matchAll(/^[ \t\u00a0>*_-]*(?:mitre\s+)?(?:att&ck\s+)?tactics?[*_\s]*:\s*(.+)$/gim)].flatMap(
    ([, words = '']) => sortTactics(words.replace(/[[\]"'*_]/g, '').split(/[,;/]/)).tactics,
  );
