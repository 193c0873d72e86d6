'use client';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { useToast } from '@/components/ui/toast';

/** The parts of an action's answer that this hook reads. */
interface Answer<T> {
  readonly data?: T | undefined;
  readonly serverError?:
    | { readonly message: string; readonly fields?: Readonly<Record<string, string>> | undefined }
    | undefined;
  readonly validationErrors?: Validation | undefined;
}

interface Validation {
  readonly formErrors: readonly string[];
  readonly fieldErrors: Readonly<Record<string, readonly string[] | undefined>>;
}

export interface Command<I, T> {
  readonly run: (input: I) => void;
  readonly pending: boolean;
  /** Problems by field, to be shown beside the fields. */
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly data: T | undefined;
}

export interface CommandOptions<T> {
  /** Said when it worked. */
  readonly done?: string | ((data: T) => string | null);
  readonly onDone?: (data: T) => void;
}

/** Runs a server action from a form or a button: pending state, errors where they belong, a message, fresh data. */
export function useCommand<I, T>(
  action: (input: I) => Promise<Answer<T> | undefined>,
  { done, onDone }: CommandOptions<T> = {},
): Command<I, T> {
  const [pending, start] = useTransition();
  const [fields, setFields] = useState<Command<I, T>['fields']>({});
  const [data, setData] = useState<T>();
  const toast = useToast();
  const router = useRouter();
  const fail = (title: string) => toast({ title, tone: 'error' });
  const run = (input: I) =>
    start(async () => {
      setFields({});
      const answer = await action(input).catch(() => undefined);
      if (!answer) return fail('The portal did not answer. Try again in a moment.');
      const { serverError, validationErrors } = answer;
      if (serverError?.fields || validationErrors) {
        const invalid = Object.entries(validationErrors?.fieldErrors ?? {}).map(([name, texts]) => [
          name,
          texts?.[0],
        ]);
        setFields({ ...Object.fromEntries(invalid), ...serverError?.fields });
        return;
      }
      if (serverError) return fail(serverError.message);
      setData(answer.data);
      const message = typeof done === 'function' ? done(answer.data as T) : done;
      if (message) toast({ title: message, tone: 'success' });
      onDone?.(answer.data as T);
      router.refresh();
    });
  return { run, pending, fields, data };
}
