'use client';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { StaleView } from '@/lib/domain/views/stale';

/** What a server action answers, as far as a control needs to know. */
export interface ActionResult {
  readonly data?: unknown;
  readonly serverError?: { readonly message: string; readonly stale?: StaleView | undefined } | undefined;
  readonly validationErrors?:
    | {
        readonly formErrors?: readonly string[];
        readonly fieldErrors?: Readonly<Record<string, readonly string[] | undefined>>;
      }
    | undefined;
}

export interface StaleWrite extends StaleView {
  readonly again: () => Promise<boolean>;
}

export interface Command {
  readonly isPending: boolean;
  /** Why the last run was refused, for the page. */
  readonly error: string | null;
  /** What somebody else changed in between, where that is why; `again` writes over it knowingly. */
  readonly stale: StaleWrite | null;
  /**
   * Runs an action; afterwards the page shows what is stored. Resolves to whether it was done. `onTop` is the version to
   * name instead of the one that was seen, when a person writes over what they were shown.
   */
  readonly run: (call: (onTop?: number) => Promise<ActionResult | undefined>) => Promise<boolean>;
  readonly clear: () => void;
}

type Call = Parameters<Command['run']>[0];

/** Runs server actions one at a time and keeps the reason of a refusal beside the control that asked. */
export function useCommand(): Command {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [error, setError] = useState<string | null>(null);
  const [stale, setStale] = useState<StaleWrite | null>(null);
  const attempt = (call: Call, onTop?: number): Promise<boolean> =>
    new Promise((resolve) => {
      start(async () => {
        const result = await call(onTop).catch(() => undefined);
        const problem = problemOf(result);
        const between = result?.serverError?.stale;
        setError(problem);
        setStale(between ? { ...between, again: () => attempt(call, between.version) } : null);
        router.refresh();
        resolve(problem === null);
      });
    });
  const clear = () => {
    setError(null);
    setStale(null);
  };
  return { isPending, error, stale, run: (call) => attempt(call), clear };
}

/** Why an action was refused, in words for the page; null when it was done. */
export function problemOf(result: ActionResult | undefined): string | null {
  if (result === undefined) return 'The portal did not answer. Check the connection and try again.';
  if (result.serverError) return result.serverError.message;
  if (!result.validationErrors) return null;
  const { formErrors = [], fieldErrors = {} } = result.validationErrors;
  const all = [...formErrors, ...Object.values(fieldErrors).flatMap((list) => list ?? [])];
  return all.length > 0 ? all.join(' ') : 'Some values are not valid.';
}
