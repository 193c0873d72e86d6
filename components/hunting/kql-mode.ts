import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

const KEYWORDS = new Set(
  `let set alias declare where extend project project-away project-keep project-rename project-reorder summarize by distinct
   sort order top top-nested top-hitters take limit count join kind inner innerunique leftouter rightouter fullouter leftanti
   rightanti leftsemi rightsemi lookup union on asc desc nulls first last in has has_any has_all has_cs contains contains_cs
   startswith endswith hasprefix hassuffix matches regex between and or not evaluate invoke mv-expand mv-apply parse parse-where
   parse-kv make-series from to step default render search find print range datatable externaldata materialize partition
   serialize sample sample-distinct scan as of with typeof toscalar fork facet getschema consume reduce true false null`.split(
    /\s+/,
  ),
);
const TYPES = new Set('bool int long real decimal datetime timespan string guid dynamic'.split(' '));

/** Colours the words of a query; what they mean is the language service's to say. */
const kql = StreamLanguage.define<{ readonly inBlock: boolean }>({
  name: 'kql',
  startState: () => ({ inBlock: false }),
  languageData: { commentTokens: { line: '//' }, closeBrackets: { brackets: ['(', '[', '{', '"', "'"] } },
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match('//')) {
      stream.skipToEnd();
      return 'comment';
    }
    if (stream.match(/^[@hH]*("([^"\\]|\\.|"")*"?|'([^'\\]|\\.|'')*'?)/)) return 'string';
    if (stream.match(/^\d+(\.\d+)?([eE][-+]?\d+)?(d|h|m|s|ms|microsecond|tick)?\b/)) return 'number';
    const word = stream.match(/^[A-Za-z_][\w]*(-[a-z]+)*/) as RegExpMatchArray | null;
    if (word) return wordStyle(stream, word[0]);
    if (stream.eat('|')) return 'operator';
    stream.next();
    return null;
  },
});

function wordStyle(
  stream: { peek(): string | undefined; backUp(count: number): void },
  word: string,
): string {
  // `a-b` is a difference unless the whole is an operator's name.
  if (word.includes('-') && !KEYWORDS.has(word)) {
    stream.backUp(word.length - word.indexOf('-'));
    return wordStyle(stream, word.slice(0, word.indexOf('-')));
  }
  if (TYPES.has(word)) return 'typeName';
  if (KEYWORDS.has(word)) return 'keyword';
  return stream.peek() === '(' ? 'variableName.function' : 'variableName';
}

const STYLE = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--series-1)' },
  { tag: tags.operator, color: 'var(--series-1)' },
  { tag: tags.typeName, color: 'var(--series-4)' },
  { tag: tags.string, color: 'var(--series-3)' },
  { tag: tags.number, color: 'var(--series-2)' },
  { tag: tags.function(tags.variableName), color: 'var(--series-4)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
]);

export const kqlMode: Extension = [kql, syntaxHighlighting(STYLE)];
