import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippetCompletion,
} from '@codemirror/autocomplete';
import { linter, type Diagnostic as Mark } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { type EditorView, hoverTooltip } from '@codemirror/view';
import { askComplete, askDiagnose, askHover } from '@/lib/client/hunting';
import { queryAt } from '@/lib/client/query-text';

/** Kinds of the language service as kinds of the editor, which draws an icon for each. */
const KINDS: Readonly<Record<string, string>> = {
  Column: 'property',
  Table: 'class',
  QueryPrefix: 'keyword',
  Keyword: 'keyword',
  TabularPrefix: 'keyword',
  ScalarPrefix: 'keyword',
  BuiltInFunction: 'function',
  DatabaseFunction: 'function',
  LocalFunction: 'function',
  AggregateFunction: 'function',
  Variable: 'variable',
  Parameter: 'variable',
  ScalarInfix: 'keyword',
  Punctuation: 'text',
};

const LINT_DELAY = 600;

/** What the language service says goes through the portal; when it does not answer, the editor simply knows less. */
async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  if (!context.explicit && !context.matchBefore(/[\w.|(]$|\|\s$/)) return null;
  const part = queryAt(context.state.doc.toString(), context.pos);
  const answer = await askComplete(
    part.text.padEnd(context.pos - part.offset),
    context.pos - part.offset,
  ).catch(() => null);
  if (!answer || context.aborted || answer.items.length === 0) return null;
  const most = answer.items.length;
  return {
    from: part.offset + answer.from,
    to: part.offset + answer.to,
    options: answer.items.map(({ label, kind, before, after, rank }) => {
      const base: Completion = {
        label,
        type: KINDS[kind] ?? 'text',
        boost: Math.round(99 - (198 * rank) / most),
      };
      return after === ''
        ? { ...base, apply: before }
        : snippetCompletion(`${escaped(before)}#{}${escaped(after)}`, base);
    }),
    validFor: /^\w*$/,
  };
}

/** A text in which nothing is a place to fill in. */
const escaped = (text: string): string => text.replace(/[\\{}#$]/g, (char) => `\\${char}`);

/** What is wrong with the query under the caret. */
async function lint(view: EditorView): Promise<readonly Mark[]> {
  const part = queryAt(view.state.doc.toString(), view.state.selection.main.head);
  if (part.text === '') return [];
  const found = await askDiagnose(part.text).catch(() => []);
  const end = view.state.doc.length;
  return found.map(({ span, severity, code, message, hint }) => ({
    from: Math.min(part.offset + span.start, end),
    to: Math.min(part.offset + Math.max(span.end, span.start + 1), end),
    severity,
    message: `${code}: ${message}${hint ? ` ${hint}` : ''}`,
  }));
}

const hover = hoverTooltip(async (view, position) => {
  const part = queryAt(view.state.doc.toString(), position);
  const text = await askHover(part.text, position - part.offset).catch(() => '');
  if (text === '') return null;
  return {
    pos: position,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'max-w-md whitespace-pre-wrap px-2 py-1 text-xs';
      dom.textContent = text;
      return { dom };
    },
  };
});

export const kqlService: Extension = [
  autocompletion({ override: [complete], icons: true, maxRenderedOptions: 60 }),
  linter(lint, { delay: LINT_DELAY }),
  hover,
];
