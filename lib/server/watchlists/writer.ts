import 'server-only';
import { ChildClient, ChildError } from '../child/client';
import { env } from '../env';
import { AppError } from '../errors';
import type { WriterInputs, WriterResults } from './protocol';

/** Is started when somebody uploads. */
const writerProcess = new ChildClient<WriterInputs, WriterResults>({
  name: 'watchlist process',
  bundle: 'dist/watchlists.mjs',
  source: 'lib/server/watchlists/process.ts',
  heapMb: () => Math.max(96, Math.floor(env().WATCHLIST_MEMORY_MB / 3)),
  userTexts: {
    timeout: 'Reading the file took too long. Nothing was changed.',
    memory: 'Reading the file needed more memory than it may use. Nothing was changed.',
  },
});

/** Ten million rows take a minute; a slow disk may need more. */
const TIMEOUT_MS = 30 * 60_000;
const IDLE_MS = 30_000;

let working = 0;
let idle: NodeJS.Timeout | undefined;

/** Asks the process that writes lists. @throws AppError `invalid` with what is wrong with the file */
export async function write<K extends keyof WriterInputs>(
  kind: K,
  input: WriterInputs[K],
): Promise<WriterResults[K]> {
  working++;
  clearTimeout(idle);
  try {
    return await writerProcess.ask(kind, input, { timeoutMs: TIMEOUT_MS });
  } catch (error) {
    if (error instanceof ChildError && error.failure === 'refused')
      throw new AppError('invalid', error.message, {
        userText: (error.detail as { readonly message: string }).message,
      });
    throw error;
  } finally {
    working--;
    if (working === 0) {
      idle = setTimeout(() => void stopWriter(), IDLE_MS);
      idle.unref();
    }
  }
}

/** Ends the process, when nobody uploads any more and between tests. */
export const stopWriter = (): Promise<void> => writerProcess.stop();
