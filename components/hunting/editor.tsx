'use client';
import {
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef } from 'react';
import { kqlMode } from './kql-mode';
import { kqlService } from './kql-service';

export interface EditorHandle {
  readonly text: () => string;
  /** What is selected, and where the caret is. */
  readonly selection: () => { readonly text: string; readonly from: number; readonly head: number };
  readonly replace: (text: string) => void;
  /** Writes at the caret. */
  readonly insert: (text: string) => void;
  /** Marks a part and goes there. */
  readonly select: (from: number, to: number) => void;
}

interface EditorProps {
  readonly initial: string;
  readonly onRun: () => void;
  readonly handle: Ref<EditorHandle>;
}

const LOOK = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'var(--surface)', color: 'var(--text)' },
  '.cm-content': { fontFamily: 'var(--font-mono, ui-monospace, monospace)', caretColor: 'var(--text)' },
  // A browser leaves the colour of a word that is written over on its line.
  '.cm-line': { color: 'inherit !important' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--surface)',
    color: 'var(--muted)',
    borderRight: '1px solid var(--line)',
  },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--selected)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--on-accent)',
  },
  '.cm-placeholder': { color: 'var(--muted)' },
});

/** Tells the editor that a key was for us. */
function handled(view: EditorView, run: () => void): true {
  closeCompletion(view);
  run();
  return true;
}

function extensions(run: () => void): Extension {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  return [
    ...(nonce ? [EditorView.cspNonce.of(nonce)] : []),
    lineNumbers(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': 'Query' }),
    placeholder('SigninLogs\n| where TimeGenerated > ago(1d)\n| summarize count() by UserPrincipalName'),
    kqlMode,
    kqlService,
    keymap.of([
      { key: 'Shift-Enter', run: (view) => handled(view, run) },
      { key: 'Mod-Enter', run: (view) => handled(view, run) },
      // Tab moves on, as everywhere in the portal: the default keys leave it alone.
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    LOOK,
  ];
}

/** The text of queries, with completion, explanations and errors where they stand. */
export default function Editor({ initial, onRun, handle }: EditorProps) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const run = useEffectEvent(onRun);
  const first = useRef(initial);
  useEffect(() => {
    const { current } = frame;
    if (!current) return;
    const state = EditorState.create({ doc: first.current, extensions: extensions(() => run()) });
    const made = new EditorView({ state, parent: current });
    view.current = made;
    made.focus();
    return () => made.destroy();
  }, []);
  useImperativeHandle(handle, () => ({
    text: () => view.current?.state.doc.toString() ?? '',
    selection: () => {
      const state = view.current?.state;
      if (!state) return { text: '', from: 0, head: 0 };
      const { from, to, head } = state.selection.main;
      return { text: state.sliceDoc(from, to), from, head };
    },
    replace: (text) => {
      const end = view.current?.state.doc.length ?? 0;
      view.current?.dispatch({ changes: { from: 0, to: end, insert: text } });
      view.current?.focus();
    },
    insert: (text) => {
      const current = view.current;
      current?.dispatch(current.state.replaceSelection(text));
      current?.focus();
    },
    select: (from, to) => {
      const end = view.current?.state.doc.length ?? 0;
      view.current?.dispatch({
        selection: { anchor: Math.min(from, end), head: Math.min(to, end) },
        scrollIntoView: true,
      });
      view.current?.focus();
    },
  }));
  return <div ref={frame} className="h-full min-h-0 overflow-hidden rounded-lg border" />;
}
