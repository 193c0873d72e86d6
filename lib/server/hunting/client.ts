import 'server-only';
import type { HuntResult } from '@/lib/domain/views/hunting';
import type { Completions } from '@/lib/kql/syntax/editor';
import type { Diagnostic } from '@/lib/kql/types';
import { type AskOptions, ChildClient, ChildError } from '../child/client';
import { env } from '../env';
import type { HuntingInputs, HuntingResults } from './protocol';

/** Is started when somebody hunts. */
export const huntingProcess = new ChildClient<HuntingInputs, HuntingResults>({
  name: 'hunting process',
  bundle: 'dist/hunting.mjs',
  source: 'lib/server/hunting/process.ts',
  heapMb: () => Math.floor(env().HUNTING_MEMORY_MB / 2),
  userTexts: {
    timeout: 'The query took too long. Narrow it down, by time first, and run it again.',
    memory:
      'The query needed more memory than it may use. Narrow it down, or summarize by fewer values, and run it again.',
    canceled: 'The query was canceled.',
  },
});

/**
 * The same for work that nobody waits for, in a process beside it: what runs there can neither keep a person's hunt or the
 * editor waiting, nor take them along when it runs out of memory.
 */
export const libraryProcess = new ChildClient<HuntingInputs, HuntingResults>({
  name: 'query library process',
  bundle: 'dist/hunting.mjs',
  source: 'lib/server/hunting/process.ts',
  heapMb: () => Math.floor(env().HUNTING_MEMORY_MB / 2),
  env: { HUNTING_THREADS: '1' },
  niceness: 19,
  userTexts: {},
});

/** Runs a query over the lake. @throws ChildError; `refusalsOf` tells what the language had against it */
export const runHunt = (input: HuntingInputs['run'], options: AskOptions): Promise<HuntResult> =>
  huntingProcess.ask('run', input, options);

/** What is wrong with a query that was refused, with places; null for any other error. */
export const refusalsOf = (error: unknown): readonly Diagnostic[] | null =>
  error instanceof ChildError && error.failure === 'refused' ? (error.detail as readonly Diagnostic[]) : null;

/** What the language service says of a text. */
export const diagnose = (tenantId: string, text: string): Promise<readonly Diagnostic[]> =>
  huntingProcess.ask('diagnose', { tenantId, text });

/** What may be written at a place of a text. */
export const complete = (tenantId: string, text: string, position: number): Promise<Completions> =>
  huntingProcess.ask('complete', { tenantId, text, position });

/** What stands at a place of a text. */
export const hover = (tenantId: string, text: string, position: number): Promise<string> =>
  huntingProcess.ask('hover', { tenantId, text, position });
