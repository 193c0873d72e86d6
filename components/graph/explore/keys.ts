'use client';
import { useShortcuts } from '@/components/shell/shortcuts';
import type { CanvasHandle } from './canvas';
import { togglePin } from './state';
import type { GraphSession } from './use-graph';

/** Puts the focus on a part of the pane: at once, so that what is typed next arrives there, and again once it is drawn anew. */
export function focusPart(selector: string): void {
  const focus = () => document.querySelector<HTMLElement>(selector)?.focus();
  focus();
  requestAnimationFrame(focus);
}

interface KeyTargets {
  readonly openExpand: () => void;
  readonly findField: { readonly current: HTMLInputElement | null };
  readonly canvas: { readonly current: CanvasHandle | null };
  readonly toggleView: () => void;
}

/** The letters that act on the graph and on its chosen node. */
export function useGraphKeys(
  session: GraphSession,
  { openExpand, findField, canvas, toggleView }: KeyTargets,
): void {
  const { selected } = session;
  const onNode = (run: (id: string) => void) => () => {
    if (selected !== null) run(selected);
  };
  useShortcuts('Graph', [
    { keys: 'e', label: 'Expand the node', run: onNode(openExpand) },
    { keys: 'h', label: 'Hide the node', run: onNode(session.hide) },
    {
      keys: 'p',
      label: 'Pin or unpin the node',
      run: onNode((id) => session.apply((old) => togglePin(old, id))),
    },
    { keys: 'n', label: 'Write a note on the node', run: onNode(() => focusPart('[data-note]')) },
    { keys: 'w', label: 'Find the way to another node', run: onNode(() => focusPart('[data-way]')) },
    { keys: '/', label: 'Find a node', run: () => findField.current?.focus() },
    { keys: 't', label: 'Graph or table', run: toggleView },
    { keys: '0', label: 'Show all of it', run: () => canvas.current?.fit() },
    { keys: 'z', label: 'Undo', run: () => session.undo?.() },
    { keys: 'Z', label: 'Redo', run: () => session.redo?.() },
    { keys: 'Escape', label: 'Choose no node', run: () => session.select(null) },
  ]);
}
