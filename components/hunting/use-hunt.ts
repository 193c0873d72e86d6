'use client';
import { useEffect, useRef, useState } from 'react';
import { runHunt } from '@/lib/client/hunting';
import type { HuntResult } from '@/lib/domain/views/hunting';
import type { Diagnostic } from '@/lib/kql/types';

/** Where a query stands. The text is kept, since what is shown belongs to it and not to what is in the editor now. */
export type HuntState =
  | { readonly is: 'idle' }
  | { readonly is: 'running'; readonly text: string; readonly since: number }
  | { readonly is: 'done'; readonly text: string; readonly ranAt: string; readonly result: HuntResult }
  | {
      readonly is: 'refused';
      readonly text: string;
      readonly offset: number;
      readonly reasons: readonly Diagnostic[];
    }
  | { readonly is: 'failed'; readonly text: string; readonly message: string };

export interface HuntWish {
  readonly text: string;
  /** Where the query begins in the editor. */
  readonly offset: number;
  readonly limit: number;
  /** Milliseconds since the epoch; null for all times. */
  readonly during: { readonly from: number; readonly to: number } | null;
}

/** Runs one query at a time; a new one ends the one before. */
export function useHunt(): {
  readonly state: HuntState;
  readonly run: (wish: HuntWish) => void;
  readonly cancel: () => void;
} {
  const [state, setState] = useState<HuntState>({ is: 'idle' });
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);
  const run = async ({ text, offset, limit, during }: HuntWish): Promise<void> => {
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    const now = Date.now();
    setState({ is: 'running', text, since: now });
    const show = (next: HuntState): void => {
      if (current.current === controller) setState(next);
    };
    try {
      const answer = await runHunt({ text, limit, during }, controller.signal);
      show(
        'result' in answer
          ? { is: 'done', text, ranAt: new Date(now).toISOString(), result: answer.result }
          : { is: 'refused', text, offset, reasons: answer.refused },
      );
    } catch (error) {
      const message = controller.signal.aborted
        ? 'You canceled the query.'
        : error instanceof Error
          ? error.message
          : String(error);
      show({ is: 'failed', text, message });
    }
  };
  return { state, run: (wish) => void run(wish), cancel: () => current.current?.abort() };
}
