'use client';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';

/** What a server action answers, as far as a control needs to know. */
interface ActionResult {
  readonly data?: unknown;
  readonly serverError?: { readonly message: string } | undefined;
  readonly validationErrors?:
    | {
        readonly formErrors?: readonly string[];
        readonly fieldErrors?: Readonly<Record<string, readonly string[] | undefined>>;
      }
    | undefined;
}

export interface Command {
  readonly isPending: boolean;
  /** Why the last run was refused, for the page. */
  readonly error: string | null;
  /** Runs an action; afterwards the page shows what is stored. Resolves to whether it was done. */
  readonly run: (call: () => Promise<ActionResult | undefined>) => Promise<boolean>;
  readonly clear: () => void;
}

/** Runs server actions one at a time and keeps the reason of a refusal beside the control that asked. */
export function useCommand(): Command {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [error, setError] = useState<string | null>(null);
  const run: Command['run'] = (call) =>
    new Promise((resolve) => {
      start(async () => {
        const problem = problemOf(await call().catch(() => undefined));
        setError(problem);
        router.refresh();
        resolve(problem === null);
      });
    });
  return { isPending, error, run, clear: () => setError(null) };
}

function problemOf(result: ActionResult | undefined): string | null {
  if (result === undefined) return 'The portal did not answer. Check the connection and try again.';
  if (result.serverError) return result.serverError.message;
  if (!result.validationErrors) return null;
  const { formErrors = [], fieldErrors = {} } = result.validationErrors;
  const all = [...formErrors, ...Object.values(fieldErrors).flatMap((list) => list ?? [])];
  return all.length > 0 ? all.join(' ') : 'Some values are not valid.';
}
