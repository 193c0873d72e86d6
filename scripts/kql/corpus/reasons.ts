import type { Diagnostic } from '@/lib/kql/types';

/** How far a query came; `failed` is a fault of ours, everything else is told in the words of the language. */
export type Outcome = 'executed' | 'notAnalysed' | 'notCompiled' | 'notExecuted' | 'failed';

const RUNTIME = 'TL004';

/** Where a query stopped that the language, or we, had something against. */
export function stoppedAt(diagnostics: readonly Diagnostic[]): Outcome {
  if (diagnostics.some(({ code }) => code.startsWith('KS'))) return 'notAnalysed';
  return diagnostics.some(({ code }) => code === RUNTIME) ? 'notExecuted' : 'notCompiled';
}

const EXAMPLES = 3;
const LENGTH = 110;

/** What stood in the way, with the queries that it stopped. */
export class Reasons {
  private readonly ids = new Map<string, string[]>();

  add(outcome: Outcome, message: string, id: string): void {
    const reason = `${outcome}: ${(message.split('\n')[0] ?? '').slice(0, LENGTH)}`;
    this.ids.set(reason, [...(this.ids.get(reason) ?? []), id]);
  }

  print(): void {
    for (const [reason, ids] of [...this.ids].sort(([, a], [, b]) => b.length - a.length))
      console.log(`${String(ids.length).padStart(4)}  ${reason}   ${ids.slice(0, EXAMPLES).join(', ')}`);
  }
}
