import 'server-only';
import { ChildClient } from '../child/client';
import { env } from '../env';
import type { RequestInput, RequestKind, ResultOf } from './protocol';

type Inputs = { readonly [K in RequestKind]: RequestInput<K> };

/** Is started when somebody asks. */
export const queryProcess = new ChildClient<Inputs, ResultOf>({
  name: 'query process',
  bundle: 'dist/query.mjs',
  source: 'lib/server/query/process.ts',
  heapMb: () => Math.max(64, Math.floor(env().QUERY_MEMORY_MB / 3)),
  userTexts: {
    timeout: 'The search took too long. Narrow it down and try again.',
    memory: 'The search needed more memory than it may use. Narrow it down and try again.',
  },
});
