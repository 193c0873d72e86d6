import {
  type FoundQuery,
  looksLikeKql,
  nameOf,
  type Reading,
  skipped,
  sortTactics,
  tacticIdsIn,
  techniquesIn,
  tooMany,
} from './found';
import { type Part, splitQueries } from './split';

const LABELLED =
  /^((?:name|title|query name|description|author|tactics?|techniques?|severity|tags?)\s*|mitre[^:=]*)[:=]\s*(.+)$/i;
const RULER = /^[\s/*=_#-]*$/;
const NAME_LENGTH = 110;
/** Techniques that a file's head gives to each of its queries. */
const INHERITED = 50;

/** The queries of a `.kql` or text file, with the comments above each as its name and description. */
export function readKql(path: string, text: string): Reading {
  if (text.trim() === '') return skipped('The file is empty.');
  if (!looksLikeKql(text) && !/\.(kql|csl|kusto)$/i.test(path)) return skipped('There is no query in it.');
  const parts = splitQueries(text);
  if (parts.length === 0) return skipped('There is nothing but comments in it.');
  const refused = tooMany(parts.length);
  if (refused) return refused;
  const head = techniquesIn(commentsOf(text.slice(0, parts[0]?.offset ?? 0)).join('\n')).slice(0, INHERITED);
  const queries = parts.map((part, index) => queryOf(path, part, index, parts.length, head));
  return { queries, notes: [] };
}

function queryOf(
  path: string,
  part: Part,
  index: number,
  count: number,
  inherited: readonly string[],
): FoundQuery {
  const comments = commentsOf(part.text);
  const labels = new Map(
    comments.flatMap((line) => {
      const found = LABELLED.exec(line);
      return found
        ? [[(found[1] ?? '').trim().toLowerCase().replace(/s$/, ''), (found[2] ?? '').trim()] as const]
        : [];
    }),
  );
  const free = comments.filter((line) => !LABELLED.test(line));
  const named = labels.get('name') ?? labels.get('title') ?? labels.get('query name');
  const file = nameOf(path);
  const own = count === 1 ? undefined : (free[0] ?? undefined);
  const name =
    named ??
    (own && own.length <= NAME_LENGTH ? own : count === 1 ? file : `${file} (${index + 1}/${count})`);
  const said = comments.join('\n');
  return {
    name,
    description: labels.get('description') ?? free.join('\n'),
    text: part.text.trim(),
    line: part.line,
    kind: 'hunting',
    severity: null,
    tactics: [
      ...new Set([...sortTactics((labels.get('tactic') ?? '').split(/[,;|]/)).tactics, ...tacticIdsIn(said)]),
    ],
    techniques: [...new Set([...techniquesIn(`${said}\n${path}`), ...inherited])],
    tags: [],
    rule: null,
  };
}

/** The lines of comment that a query begins with, without their slashes, rulers left out. */
function commentsOf(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed !== '' && !trimmed.startsWith('//')) break;
    const said = trimmed.replace(/^\/+\s?/, '').trim();
    if (said !== '' && !RULER.test(said)) lines.push(said);
  }
  return lines;
}
